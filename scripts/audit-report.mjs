/**
 * Advisories that do not touch Signet, and why: `{ 'GHSA-...': 'why' }`. One that is not reported any more is to be taken out.
 */
export const EXPLAINED = {};

/**
 * What `npm audit --json` said.
 *
 * @param {string} text its standard output
 * @param {Record<string, string>} explained
 * @returns {{ kind: 'unreachable', why: string } | { kind: 'clean' | 'faulty', lines: string[] }}
 */
export function judgeAudit(text, explained = EXPLAINED) {
  const report = parsed(text);
  if (report === undefined || typeof report.vulnerabilities !== 'object') {
    return {
      kind: 'unreachable',
      why: report?.message ?? report?.error?.summary ?? 'npm audit gave no report',
    };
  }
  const found = new Map();
  for (const { via = [] } of Object.values(report.vulnerabilities)) {
    for (const advisory of via.filter((one) => typeof one === 'object')) {
      found.set(advisory.url?.split('/').at(-1) ?? String(advisory.source), advisory);
    }
  }
  const open = [...found].filter(([id]) => !(id in explained));
  const stale = Object.keys(explained).filter((id) => !found.has(id));
  const lines = [
    ...open.map(([id, { name, severity, title }]) => `${id} ${severity} ${name}: ${title}`),
    ...stale.map((id) => `${id} is explained and not reported any more`),
  ];
  return lines.length > 0
    ? { kind: 'faulty', lines }
    : { kind: 'clean', lines: [...found.keys()].map((id) => `${id} explained: ${explained[id]}`) };
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
