import { mediaType } from '../intake/parsing/body.js';
import { acceptAnswer, refusalAnswer } from '../intake/verification/answer.js';
import { compileLiveVerifier, } from '../intake/verification/verifier.js';
/** Runs one vector through the verifier of its preset: clock and keys are the vector's, nothing is fetched. */
export async function runVector(vector, presets) {
    const { verifier, verification } = await verifyVector(vector, presets);
    const { profile } = verifier;
    const { id } = vector;
    if (verification.kind === 'refused') {
        const { reason } = verification;
        const response = describe(refusalAnswer(profile, reason), 0, null);
        return { id, verdict: 'reject', reason, event: null, response };
    }
    if (verification.kind === 'handshake') {
        const { answer } = verification;
        const action = answer.visit === undefined ? null : { get: answer.visit.member };
        return { id, verdict: 'accept', reason: 'handshake', event: null, response: describe(answer, 0, action) };
    }
    const events = verifier.extract(verification);
    const response = describe(acceptAnswer(profile), events.length, null);
    return { id, verdict: 'accept', reason: 'ok', event: firstOf(events), response };
}
/** The verdict on a vector, and the verifier that reads its events. */
export async function verifyVector(vector, presets) {
    const profile = presets.get(vector.preset);
    if (profile === undefined) {
        throw new Error(`vector ${vector.id}: there is no preset "${vector.preset}"`);
    }
    const verifier = compileLiveVerifier(profile, endpointOf(vector), { keySets: keySetsOf(vector) });
    const verification = await verifyOffline(() => verifier.verify(requestOf(vector), new Date(vector.now * 1000)));
    return { verifier, verification };
}
export function requestOf(vector) {
    return {
        method: vector.method,
        url: vector.url,
        rawHeaders: vector.headers.flat(),
        body: Buffer.from(vector.rawBodyBase64, 'base64'),
        remoteAddress: '192.0.2.1',
    };
}
/** A vector names keys beside the configuration; an endpoint has them in it. */
export function endpointOf(vector) {
    const keys = vector.keys ?? {};
    const keySet = keys.jwks?.[0];
    const messageKeys = keys.httpsig ?? [];
    return {
        secrets: [...vector.secrets, ...messageKeys.flatMap((key) => key.secretBase64 ?? [])],
        config: {
            ...(keySet === undefined ? {} : { jwksUri: keySet.url }),
            ...(messageKeys.length === 0 ? {} : { url: vector.url, keys: withSecretPlaces(vector) }),
            ...vector.config,
        },
    };
}
function withSecretPlaces(vector) {
    let secret = vector.secrets.length;
    return (vector.keys?.httpsig ?? []).map(({ keyid, alg, pem, secretBase64 }) => secretBase64 === undefined ? { keyid, alg, pem } : { keyid, alg, secret: secret++, enc: 'base64' });
}
/** Asked for an address the vector does not serve. */
class NotServed extends Error {
}
function keySetsOf(vector) {
    const keys = vector.keys ?? {};
    const served = (entries, url) => {
        if ((keys.traps ?? []).some((trap) => trap.url === url)) {
            throw new Error(`vector ${vector.id}: asked for ${url}, which only an attacker serves`);
        }
        const entry = entries?.find((each) => each.url === url);
        if (entry === undefined) {
            throw new NotServed(url);
        }
        return entry;
    };
    return {
        jwks: (source) => Promise.resolve().then(() => served(keys.jwks, source.url ?? source.issuer).jwks.keys),
        certificate: (url) => Promise.resolve().then(() => served(keys.certs, url).pem),
    };
}
/** Keys that cannot be had are an outage in service (503); here there is nobody to come back to. */
async function verifyOffline(verify) {
    try {
        return await verify();
    }
    catch (error) {
        if (error instanceof NotServed) {
            return { kind: 'refused', reason: 'unknown_key' };
        }
        throw error;
    }
}
function firstOf(events) {
    const [event] = events;
    if (event === undefined) {
        return null;
    }
    const { type, id, subject, time, control } = event;
    return { type, id, subject, time: time?.toISOString() ?? null, control, count: events.length };
}
function describe(answer, events, action) {
    const contentType = mediaType(answer.headers['content-type']);
    const json = contentType === 'application/json' ? JSON.parse(answer.body) : null;
    return {
        status: answer.status,
        contentType: contentType === '' ? null : contentType,
        headers: Object.fromEntries(Object.entries(answer.headers).map(([name, value]) => [name.toLowerCase(), value])),
        body: answer.body,
        json,
        jsonKeys: json === null ? [] : Object.keys(json),
        nosniff: answer.headers['x-content-type-options'] === 'nosniff',
        events,
        action,
    };
}
//# sourceMappingURL=run-vector.js.map