/** What a JSON Schema cannot say about the callback of a webhook trigger. */
import { rawMap } from '../raw.js';
/** `place` is that of the trigger. */
export function checkCallback(trigger, place, report) {
    const { callback } = trigger;
    const { url, from, allow } = rawMap(callback);
    if (typeof url === 'string' && !url.includes('{{') && !isHttp(url)) {
        report.fault(`${place}/callback/url`, 'must be an absolute http or https URL');
    }
    const isTheirs = callback === true || (callback && (url === undefined || from !== undefined));
    if (isTheirs && allow === undefined && trigger['open'] === true) {
        const message = 'anyone may send here, and say where the outcome goes: give allow, or ask for a proof';
        report.warn(`${place}/callback`, message, { atKey: true });
    }
}
function isHttp(url) {
    return URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);
}
//# sourceMappingURL=check-callback.js.map