import { createHash } from 'node:crypto';
/** SHA-256 of what a document means, in hex: the order of members, which the ledger does not keep either, is no part of it. */
export function documentHash(document) {
    return createHash('sha256')
        .update(JSON.stringify(inOrder(document)))
        .digest('hex');
}
function inOrder(value) {
    if (Array.isArray(value)) {
        return value.map(inOrder);
    }
    return typeof value === 'object' && value !== null
        ? Object.fromEntries(Object.entries(value)
            .map(([key, one]) => [key, inOrder(one)])
            .toSorted(([one], [other]) => (one < other ? -1 : 1)))
        : value;
}
//# sourceMappingURL=document-hash.js.map