import { refuse, refuseUnread } from './check.js';
import { parseLocator, readStamp, readText } from './locator.js';
/** Makes the reader of signatures and timestamp ready. Throws RangeError on a bad locator. */
export function compileProof(proof, time) {
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
        const ts = timeFrom === null ? null : readStamp(timeFrom, view);
        return ts === null || typeof ts === 'string' ? { signatures, ts } : refuseUnread(ts, 'missing_timestamp');
    };
}
function splitList(value, split) {
    if (split === undefined) {
        return [value];
    }
    const separators = typeof split === 'string' ? [split] : split;
    let entries = [value];
    for (const separator of separators) {
        entries = entries.flatMap((entry) => entry.split(separator));
    }
    const ends = separators.map((separator) => separator.trimEnd()).filter((end) => end !== '');
    return entries.map((entry) => withoutEnd(withoutBlanks(entry), ends));
}
/** Without the comma of a separator that is comma and space: at the end of a list, or of an entry, it stands alone. */
function withoutEnd(entry, ends) {
    const end = ends.find((each) => entry.endsWith(each));
    return end === undefined ? entry : withoutBlanks(entry.slice(0, -end.length));
}
/** Without the spaces and tabs around it; `trim` would take other characters for such, a regular expression its time. */
export function withoutBlanks(text) {
    let [start, end] = [0, text.length];
    while (start < end && isBlank(text[start])) {
        start += 1;
    }
    while (end > start && isBlank(text[end - 1])) {
        end -= 1;
    }
    return text.slice(start, end);
}
const isBlank = (character) => character === ' ' || character === '\t';
/** What follows the prefix, for every entry that has it. Other entries are other versions. */
function startingWith(entries, prefix) {
    return entries.filter((entry) => entry.startsWith(prefix)).map((entry) => entry.slice(prefix.length));
}
//# sourceMappingURL=proof.js.map