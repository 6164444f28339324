export function callerOf({ headers }, response) {
    const { prefer } = headers;
    return {
        prefer: Array.isArray(prefer) ? prefer.join(', ') : prefer,
        hangUp: () => {
            const gone = new AbortController();
            response.once('close', () => gone.abort());
            if (response.destroyed) {
                gone.abort(); // it has gone already
            }
            return gone.signal;
        },
    };
}
const ITEM = /^\s*([a-z-]+)\s*(?:=\s*"?(\d{1,9})"?\s*)?(?:;.*)?$/i;
/** The first of a preference counts, and what is none of these is passed over (RFC 7240, section 2). */
export function preferenceOf(prefer) {
    let waitMs;
    let isAsync = false;
    for (const item of prefer === undefined ? [] : prefer.split(',')) {
        const [, name = '', value] = ITEM.exec(item) ?? [];
        if (name.toLowerCase() === 'wait' && value !== undefined) {
            waitMs ??= Number(value) * 1000;
        }
        isAsync ||= name.toLowerCase() === 'respond-async';
    }
    return { waitMs: waitMs ?? (isAsync ? 0 : undefined), isAsync };
}
//# sourceMappingURL=caller.js.map