/** What a JSON Schema cannot say about how a webhook trigger answers its callers. */
import { parseDuration } from '../duration.js';
import { rawText } from '../raw.js';
import { contentKind } from './content-type.js';
/** Longest a trigger may ask its callers to wait; an operator's `WAIT_MS` may be less. */
export const MAX_WAIT_MS = 300_000;
/** `place` is that of the trigger. */
export function checkCaller(trigger, place, report) {
    const waitMs = parseDuration(rawText(trigger['wait']) ?? '');
    if (waitMs !== undefined && (waitMs < 1 || waitMs > MAX_WAIT_MS)) {
        report.fault(`${place}/wait`, `must be more than nothing and at most ${MAX_WAIT_MS / 60_000}m`);
    }
    const contentType = rawText(trigger['responseContentType']);
    const kind = contentType === undefined ? 'json' : contentKind(contentType);
    if (kind !== 'json' && kind !== 'text') {
        report.fault(`${place}/responseContentType`, 'must be JSON or plain text; anything else is said in response');
    }
}
//# sourceMappingURL=check-caller.js.map