import { type Outcome, refuse, refuseUnread } from './check.js';
import { parseLocator, readText } from './locator.js';
import type { Proof, TimeRule } from './profile.js';
import type { RequestView } from './request-view.js';

/** What a request offers as proof: one or more signatures, and the timestamp as received (null when absent). */
export interface OfferedProof {
  refused?: undefined;
  signatures: readonly string[];
  ts: string | null;
}

/** Makes the reader of signatures and timestamp ready. Throws RangeError on a bad locator. */
export function compileProof(
  proof: Proof,
  time: TimeRule | undefined,
): (view: RequestView) => OfferedProof | Outcome {
  const from = parseLocator(proof.from);
  const timeInProof = time?.from === 'proof';
  const timeFrom = time === undefined || timeInProof ? null : parseLocator(time.from);

  return (view) => {
    const value = readText(from, view);
    if (typeof value !== 'string') {
      return refuseUnread(value, 'missing_signature');
    }
    const entries = splitList(value, proof.split);
    const signatures = startingWith(entries, proof.prefix ?? '').filter((signature) => signature !== '');
    if (timeInProof) {
      const [stamp, ...more] = startingWith(entries, proof.tsPrefix ?? 't=');
      return more.length > 0 ? refuse('malformed_signature') : { signatures, ts: stamp || null };
    }
    const ts = timeFrom === null ? null : readText(timeFrom, view);
    return ts === null || typeof ts === 'string' ? { signatures, ts } : refuseUnread(ts, 'missing_timestamp');
  };
}

function splitList(value: string, split: Proof['split']): string[] {
  if (split === undefined) {
    return [value];
  }
  let entries = [value];
  for (const separator of typeof split === 'string' ? [split] : split) {
    entries = entries.flatMap((entry) => entry.split(separator));
  }
  return entries.map(withoutBlanks);
}

/** Without the spaces and tabs around it; `trim` would take other characters for such, a regular expression its time. */
export function withoutBlanks(text: string): string {
  let [start, end] = [0, text.length];
  while (start < end && isBlank(text[start]!)) {
    start += 1;
  }
  while (end > start && isBlank(text[end - 1]!)) {
    end -= 1;
  }
  return text.slice(start, end);
}

const isBlank = (character: string): boolean => character === ' ' || character === '\t';

/** What follows the prefix, for every entry that has it. Other entries are other versions. */
function startingWith(entries: readonly string[], prefix: string): string[] {
  return entries.filter((entry) => entry.startsWith(prefix)).map((entry) => entry.slice(prefix.length));
}
