/** Where a process spent its time, from its CPU profile. */
import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const ROWS = 30;
const IDLE = '(idle)';

/**
 * Text of the functions with the most self time within the window, in microseconds of each event, and the same by
 * module.
 *
 * @param {string} file of `--cpu-prof`
 * @param {{ from: bigint, to: bigint }} window in nanoseconds of the monotonic clock
 */
export function profileText(file, window, events) {
  const profile = JSON.parse(readFileSync(file, 'utf8'));
  const self = selfTimes(profile, window);
  const byFunction = group(profile, self, functionName);
  const busy = byFunction.reduce((sum, [name, time]) => sum + (name === IDLE ? 0 : time), 0);
  const text = (title, sums) => lines(title, sums, { events, busy });
  return [
    `  busy ${(busy / events).toFixed(1)} us/event`,
    ...text('self time by function', byFunction),
    ...text('self time by module', group(profile, self, moduleName)),
    ...text('time within our functions, what they call included', within(profile, self)),
  ].join('\n');
}

function selfTimes({ samples, timeDeltas, startTime }, { from, to }) {
  const self = new Map();
  let at = startTime;
  samples.forEach((node, index) => {
    at += timeDeltas[index];
    if (at * 1000 >= Number(from) && at * 1000 <= Number(to)) {
      // A sample stands for the time until the next one.
      self.set(node, (self.get(node) ?? 0) + (timeDeltas[index + 1] ?? 0));
    }
  });
  return self;
}

function group({ nodes }, self, nameOf) {
  const sums = new Map();
  for (const node of nodes) {
    const name = nameOf(node.callFrame);
    sums.set(name, (sums.get(name) ?? 0) + (self.get(node.id) ?? 0));
  }
  return [...sums.entries()].sort(([, a], [, b]) => b - a);
}

/** A function that calls itself counts once. */
function within({ nodes }, self) {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const sums = new Map();
  const visit = (node, above) => {
    const name = functionName(node.callFrame);
    const isOurs =
      !above.has(name) &&
      /^(?!node:|\(native)/.test(moduleName(node.callFrame)) &&
      place(node.callFrame.url).includes('/');
    const inside = isOurs ? new Set([...above, name]) : above;
    inside.forEach((one) => sums.set(one, (sums.get(one) ?? 0) + (self.get(node.id) ?? 0)));
    (node.children ?? []).forEach((child) => visit(byId.get(child), inside));
  };
  visit(nodes[0], new Set());
  return [...sums.entries()]
    .filter(([name]) => !name.includes('node_modules/'))
    .sort(([, a], [, b]) => b - a);
}

function lines(title, sums, { events, busy }) {
  const rows = sums.filter(([name, time]) => name !== IDLE && time > 0).slice(0, ROWS);
  return [
    `  ${title}`,
    ...rows.map(([name, time]) => {
      const us = (time / events).toFixed(2).padStart(8);
      return `  ${us} us ${((100 * time) / busy).toFixed(1).padStart(5)}%  ${name}`;
    }),
  ];
}

function functionName({ functionName, url, lineNumber }) {
  return url === '' ? functionName : `${functionName || '(anonymous)'}  ${place(url)}:${lineNumber + 1}`;
}

function moduleName({ functionName, url }) {
  if (url === '') {
    return functionName.startsWith('(') ? functionName : '(native)';
  }
  const path = place(url);
  const dependency = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path);
  return dependency ? dependency[1] : path.replace(/^(node:[^/]+)\/.*/, '$1');
}

const place = (url) =>
  url.startsWith('file:')
    ? relative(ROOT, fileURLToPath(url))
    : url.startsWith('/')
      ? relative(ROOT, url)
      : url;

export const profileOf = (folder, name) => join(folder, `${name}.cpuprofile`);
