import { rawMap } from '../raw.js';
/** Where senders say where they want to be called back. */
const USUAL_PLACES = ['json:/callbackURL', 'query:callbackURL', 'form:callbackURL'];
/** Undefined where there is to be none. One that names a URL asks no sender, unless it says where. */
export function normaliseCallback(value) {
    if (value === undefined || value === false) {
        return undefined;
    }
    const raw = rawMap(value);
    const from = raw['url'] === undefined ? USUAL_PLACES : [];
    return { from, body: 'outcome', ...raw };
}
//# sourceMappingURL=normalise-callback.js.map