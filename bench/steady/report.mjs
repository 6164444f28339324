/** bench/LOAD.md and the plots, made again from a run. */
import { readFile, writeFile } from 'node:fs/promises';
import { cpus, totalmem } from 'node:os';
import { plot } from './plot.mjs';

const FOLDER = new URL('../', import.meta.url);
const FILE = new URL('LOAD.md', FOLDER);

/** Replaces what the last run of the same command wrote between its marks; the text around it is written by hand. */
export async function writeReport(result) {
  const { command } = result;
  const [begin, end] = [`<!-- ${command}: written by --write -->`, `<!-- end of ${command} -->`];
  const text = await readFile(FILE, 'utf8');
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from === -1 || to < from) {
    throw new Error(`bench/LOAD.md has lost its marks "${begin}" and "${end}"`);
  }
  const section = [begin, machine(result), TABLES[command](result), verdict(result), end].join('\n\n');
  await writeFile(FILE, text.slice(0, from) + section + text.slice(to + end.length));
  await writeFile(new URL(`${command}.svg`, FOLDER), plot(panelsOf(result)));
}

function machine({ command, sustained, minutes, rate, factor, seconds }) {
  const [cpu] = cpus();
  const what =
    command === 'soak'
      ? `${rate} events/s for ${minutes} minutes`
      : `phases of ${seconds} s at half, ${factor} times and half of it`;
  return (
    `Measured on ${new Date().toISOString().slice(0, 10)}: ${cpus().length} cores (${cpu.model.trim()}), ` +
    `${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}. Sustained: ${whole(sustained)} finished/s; ${what}.\n\n` +
    `![${command}](${command}.svg)`
  );
}

const verdict = ({ findings }) =>
  findings.map(({ holds, text }) => `- ${holds ? '' : '**broken** '}${text}`).join('\n');

const TABLES = {
  soak: ({ thirds, slots }) =>
    table(
      ['third', 'accepted', 'p50 ms', 'p99 ms', 'finished p50 ms', 'finished p99 ms', 'database MiB'],
      thirds.map(({ accepted, finishing }, index) => [
        ['first', 'second', 'last'][index],
        whole(accepted.n),
        tenth(accepted.p50),
        tenth(accepted.p99),
        tenth(finishing?.p50),
        tenth(finishing?.p99),
        whole(slots[Math.floor(((index + 1) * slots.length) / 3) - 1]?.databaseMib),
      ]),
    ),
  overload: ({ phases }) =>
    table(
      [
        'events/s',
        'accepted',
        'p50 ms',
        'p99 ms',
        'refused',
        'p50 ms',
        'p99 ms',
        'finished p99 ms',
        'most open',
        'sent late p99 ms',
      ],
      phases.map(({ rate, accepted, refused, finishing, mostOpen, late }) => [
        whole(rate),
        whole(accepted.n),
        tenth(accepted.p50),
        tenth(accepted.p99),
        whole(refused.n),
        tenth(refused.p50),
        tenth(refused.p99),
        tenth(finishing?.p99),
        whole(mostOpen),
        tenth(late.p99),
      ]),
    ),
};

function panelsOf({ command, slots, slotSeconds, phases }) {
  const points = command === 'soak' ? slots : phases.flatMap(({ bySecond }) => bySecond);
  const lines = (pick) => Object.entries(pick).map(([name, of]) => ({ name, values: points.map(of) }));
  return {
    step: command === 'soak' ? slotSeconds : 1,
    panels: [
      {
        title: 'events/s',
        lines: lines({
          accepted: (point) => point.acceptedPerSecond ?? point.accepted,
          refused: (point) => point.refusedPerSecond ?? point.refused,
        }),
      },
      {
        title: 'p99, ms',
        lines: lines(
          command === 'soak'
            ? { acceptance: ({ p99 }) => p99, finishing: ({ finishing }) => finishing?.p99 }
            : { accepted: ({ p99 }) => p99, refused: ({ refusedP99 }) => refusedP99 },
        ),
      },
      {
        title: 'memory, MiB',
        lines: lines({ web: ({ rss }) => rss['signet-web'], worker: ({ rss }) => rss['signet-worker'] }),
      },
    ],
  };
}

function table(titles, rows) {
  const line = (cells) => `| ${cells.join(' | ')} |`;
  return [line(titles), line(titles.map(() => '---')), ...rows.map(line)].join('\n');
}

const whole = (value) => (typeof value === 'number' ? Math.round(value).toLocaleString('en-US') : '');
const tenth = (value) => (typeof value === 'number' ? value.toFixed(1) : '');
