import { toRecord } from './fields.js';
/** Node's flat `rawHeaders` as a record: lower-case names, one line a string, several lines a list. */
export function headerRecord(rawHeaders) {
    const fields = [];
    for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
        fields.push([rawHeaders[at].toLowerCase(), rawHeaders[at + 1]]);
    }
    return toRecord(fields);
}
//# sourceMappingURL=header-record.js.map