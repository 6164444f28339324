import { isBoundBy, leafHash, readLeaf } from './leaf.js';
import { NotOpened } from '../secrets/seal.js';
/** The columns of `StoredEntry`, of `audit_entry`. */
export const STORED_COLUMNS = `id, tenant, at, verb, subject_tag as "subjectTag", execution_id as execution, leaf,
       leaf_hash as "leafHash", mac, sealed`;
/** Looks whether a row is what this program wrote: nobody else can make one, or change one. */
export function examine(row, keys) {
    const leaf = readLeaf(row.leaf);
    const opened = openPrivate(row, keys);
    const privateText = typeof opened === 'string' ? opened : null;
    return { leaf, privateText, fault: faultOf() };
    function faultOf() {
        if (!keys.isOurs(row.leaf, row.mac)) {
            return 'it was not written by this Signet';
        }
        if (leaf === null || !leafHash(row.leaf).equals(row.leafHash)) {
            return 'its hash is not that of its leaf';
        }
        if (differs(row, leaf)) {
            return 'its columns do not say what its leaf says';
        }
        const isBound = opened === null || (privateText !== null && isBoundBy(privateText, leaf));
        return isBound ? null : 'its private part is not the one it was written with';
    }
}
function openPrivate({ id, sealed }, keys) {
    try {
        return sealed === null ? null : keys.openPrivate(id, sealed);
    }
    catch (error) {
        if (error instanceof NotOpened) {
            return error;
        }
        throw error;
    }
}
function differs(row, leaf) {
    return (leaf.id !== row.id ||
        leaf.tenant !== row.tenant ||
        leaf.at !== row.at.toISOString() ||
        leaf.verb !== row.verb ||
        leaf.subject !== row.subjectTag ||
        leaf.execution !== row.execution);
}
//# sourceMappingURL=examine.js.map