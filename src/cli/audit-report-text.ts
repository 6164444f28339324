import type { LogReport } from '../audit/log-verifier.js';
import type { Style } from './style.js';

/** What verifying came to, for a person. */
export function reportText(report: LogReport, isKeyGiven: boolean, style: Style): string {
  const { ok, whole, checkpoint, key, faults } = report;
  const verdict = ok ? style('green', 'verified') : style('red', 'NOT VERIFIED');
  const head = checkpoint
    ? `${checkpoint.origin}, ${checkpoint.size} entries, signed at ${checkpoint.at}`
    : 'nothing is signed yet';
  return [
    `${verdict}: ${head}`,
    `  ${whole ? 'the whole log' : 'evidence'}: ${countsOf(report)}`,
    `  key: ${key}${isKeyGiven ? '' : ' (the one it came with: compare it with one you know, and give --key)'}`,
    ...faults.map(({ number, id, what }) => `  ${placeOf(number, id)}${what}`),
  ].join('\n');
}

function countsOf({ entries, others, erased, waiting, executions }: LogReport): string {
  const { verified, erased: left, gone, unproven } = executions;
  return [
    `${entries} entries looked at`,
    ...(others > 0 ? [`${others} of other tenants, by their hash`] : []),
    ...(erased > 0 ? [`${erased} without their private part`] : []),
    ...(waiting > 0 ? [`${waiting} in no checkpoint yet`] : []),
    ...(verified > 0 ? [`${verified} executions as they ended`] : []),
    ...(left > 0 ? [`${left} executions of which a person was erased`] : []),
    ...(gone > 0 ? [`${gone} executions that are gone`] : []),
    ...(unproven > 0 ? [`${unproven} executions of before records were kept`] : []),
  ].join(', ');
}

function placeOf(number: number | null, id: string | null): string {
  const name = [...(number === null ? [] : [`entry ${number}`]), ...(id === null ? [] : [id])].join(' ');
  return name === '' ? '' : `${name}: `;
}
