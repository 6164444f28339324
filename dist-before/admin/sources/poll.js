/** What is stored of it; an authorization left out stays as it is. */
export function pollOf(given, before, seal) {
    const { endpoint, authorization, maxEvents = 50, intervalSeconds = 5, longPoll = true } = given;
    // A secret of one endpoint must not be sent to another because nobody gave a new one.
    const kept = before?.endpoint === endpoint ? before.authorization : undefined;
    const sealed = authorization === undefined ? kept : { sealed: seal(authorization) };
    return { endpoint, maxEvents, intervalSeconds, longPoll, ...(sealed && { authorization: sealed }) };
}
/** What may be shown of it. */
export function shownPoll(poll) {
    return { ...poll, authorization: poll.authorization !== undefined };
}
/** What is fetched has a token and nothing around it, so nothing else can prove it. Throws RangeError. */
export function requirePollable({ verify, token, ip, poll }, presets) {
    const { protocol } = URL.canParse(poll.endpoint) ? new URL(poll.endpoint) : { protocol: '' };
    if (protocol !== 'https:') {
        throw new RangeError('endpoint must be an https address');
    }
    if (presets.get(verify?.profile ?? '')?.errors !== 'rfc8935') {
        throw new RangeError('needs verify with a profile of security event tokens, such as ssf');
    }
    if (token || ip || verify.secrets.length > 0) {
        throw new RangeError('tokens that are fetched have no header and no address: take secrets, token and ip out');
    }
}
//# sourceMappingURL=poll.js.map