/** Every live secret of a source, those of its signature first, each proof's oldest first. */
export function liveSecrets({ verify, token }, keys) {
    const sealed = verify?.secrets ?? [];
    const digests = token?.digests ?? [];
    return [
        ...sealed.map((secret, index) => live('verify', index, sealed.length, {
            id: keys.fingerprint(findOpened(keys, secret.sealed) ?? secret.sealed),
            addedAt: secret.addedAt,
        })),
        ...digests.map((digest, index) => live('token', index, digests.length, {
            id: keys.fingerprint(digest),
            addedAt: token?.addedAt?.[digest] ?? null,
        })),
    ];
}
/** Null for one that does not open: it may still be shown and taken out. */
export function findOpened(keys, sealed) {
    try {
        return keys.open(sealed);
    }
    catch {
        return null;
    }
}
function live(proof, index, of, { id, addedAt }) {
    return { proof, index, of, id, addedAt };
}
//# sourceMappingURL=source-secrets.js.map