const SET_ERROR_OF = {
    bad_signature: 'invalid_key',
    unknown_key: 'invalid_key',
    alg_not_allowed: 'invalid_key',
    weak_key: 'invalid_key',
    bad_issuer: 'invalid_issuer',
    bad_audience: 'invalid_audience',
    bad_token: 'authentication_failed',
    missing_token: 'authentication_failed',
    bad_state: 'invalid_state',
    ip_not_allowed: 'access_denied',
};
const SET_DESCRIPTION = {
    access_denied: 'The caller may not send to this stream.',
    invalid_request: 'The request is not an acceptable Security Event Token delivery.',
    invalid_key: 'The token was not signed with an acceptable key.',
    invalid_issuer: 'The issuer of the token is not the one of this stream.',
    invalid_audience: 'The token is meant for somebody else.',
    authentication_failed: 'The caller could not be authenticated.',
    invalid_state: 'The state is not the one that verification was asked for with.',
};
const REFUSED_BODY = JSON.stringify({ error: 'refused' });
/** Tells a refused sender as little as its protocol allows: every reason looks the same but for RFC 8935 streams. */
export function refusalAnswer(profile, reason) {
    if (reason === 'method_not_allowed' || reason === 'origin_not_allowed') {
        return { status: 405, headers: { allow: profile.methods.join(', ') }, body: '' };
    }
    if (profile.errors === 'rfc8935') {
        return setErrorAnswer(setErrorOf(reason));
    }
    return {
        status: profile.ack.reject,
        headers: { 'content-type': 'application/json' },
        body: REFUSED_BODY,
    };
}
/** The code a sender of security event tokens is told for one of our reasons. */
export function setErrorOf(reason) {
    return SET_ERROR_OF[reason] ?? 'invalid_request';
}
export function setError(err) {
    return { err, description: SET_DESCRIPTION[err] };
}
export function setErrorAnswer(err) {
    return setProblem(400, setError(err));
}
/** An error object under another status, where there is one that says more. */
export function setProblem(status, error) {
    const headers = { 'content-type': 'application/json', 'content-language': 'en' };
    return { status, headers, body: JSON.stringify(error) };
}
/** The plain acknowledgement of the profile, for senders that read nothing but the status. A duplicate gets the same. */
export function acceptAnswer(profile) {
    return { status: profile.ack.ok, headers: {}, body: '' };
}
//# sourceMappingURL=answer.js.map