import { isUtf8 } from 'node:buffer';
import { FORBIDDEN_NAME } from './json.js';
/** More fields than any sender posts; keeps a small body from becoming a large object. */
export const MAX_FORM_FIELDS = 1000;
/** Parses `application/x-www-form-urlencoded` (WHATWG URL section 5.1): order and repeated names are kept. */
export function parseForm(bytes) {
    if (!isUtf8(bytes)) {
        return { ok: false, fault: 'not_utf8' };
    }
    const fields = [...new URLSearchParams(`&${bytes.toString('utf8')}`)]; // a `?` at its start is part of the first name
    if (fields.length > MAX_FORM_FIELDS) {
        return { ok: false, fault: 'too_many_fields' };
    }
    return fields.some(([name]) => name === FORBIDDEN_NAME)
        ? { ok: false, fault: 'forbidden_name' }
        : { ok: true, value: fields };
}
//# sourceMappingURL=form.js.map