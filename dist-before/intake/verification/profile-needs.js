/** Every setting a profile may ask for. `list`: a text or several of them. */
const SETTINGS = {
    alg: { what: 'algorithm: hmac-sha1, hmac-sha256, hmac-sha384, hmac-sha512 or sha256' },
    algs: { what: 'signature algorithms that are taken, such as RS256', list: true },
    appIds: { what: 'ids of the applications the subscription belongs to', list: true },
    appKey: { what: 'the application key, the public half of the pair' },
    audience: { what: 'whom the tokens are for, exactly as the sender writes it', list: true },
    confirmSubscriptions: { what: 'true: confirmations of subscriptions are followed, once they are proven' },
    components: { what: 'components a signature must cover, such as @method and @target-uri', list: true },
    content: { what: 'template of the signed text, such as {ts}.{body}' },
    digest: { what: 'false: a signature need not cover the body' },
    eventType: { what: 'type of its events, where it does not say one itself' },
    from: { what: 'where the token stands, such as header:x-api-key' },
    issuer: { what: 'who signs the tokens, exactly as the sender writes it' },
    issuers: { what: 'who may sign the tokens, exactly as the sender writes it', list: true },
    jwksUri: { what: 'https address of the published keys' },
    key: { what: 'how the secret is written, as JSON: {"enc":"base64"}' },
    keys: { what: 'keys by their id, as JSON: [{"keyid":"k1","alg":"ed25519","pem":"..."}]' },
    origins: { what: 'senders whose deliveries are wanted (WebHook-Request-Origin)', list: true },
    past: { what: 'seconds a signature may be old' },
    projectId: { what: 'id of the project' },
    proof: { what: 'where the signature stands, as JSON: {"from":"header:x-signature","enc":"hex"}' },
    rate: { what: 'deliveries a minute we agree to' },
    scheme: { what: 'word before the token, such as Bearer' },
    time: {
        what: 'where the timestamp stands, as JSON: {"from":"header:x-timestamp","unit":"s","past":300,"future":300}',
    },
    topics: { what: 'ARNs of the topics', list: true },
    url: { what: 'the public address the sender was given' },
};
/** Members of a check that a profile can do without. */
const OPTIONAL = new Set(['scheme', 'time', 'key', 'digest']);
/** A public key is bytes: how they are written has to be said. */
function isOptional(check, member) {
    return OPTIONAL.has(member) && !(member === 'key' && 'alg' in check && check.alg === 'ed25519');
}
const PLACEHOLDER = /\{config\.([A-Za-z0-9_]+)(?::([^{}]*))?\}/g;
/**
 * Where a sender's tokens are signed with a secret or with published keys, both are optional: one of them it must be.
 * Throws a RangeError that names a setting nobody explained.
 */
export function needsOf(profile) {
    const checks = profile.checks.flatMap((check) => 'any' in check ? check.any : [check]);
    const hasType = !Object.values(profile.event).flat().includes('config');
    const asked = [
        ...checks.flatMap(askedBy),
        ...placeholdersIn(profile.handshakes, true),
        ...(hasType ? [] : [{ name: 'eventType', required: false }]),
    ];
    const secret = checks.map(secretOf).find((need) => need !== null) ?? null;
    return { secret, settings: merged(asked) };
}
function askedBy(check) {
    const written = Object.entries(check).flatMap(([member, value]) => placeholdersIn(value, !isOptional(check, member)));
    if (check.kind === 'httpsig') {
        return [...written, { name: 'keys', required: true }, { name: 'url', required: true }];
    }
    if (check.kind !== 'jwt' || check.keys === 'secret') {
        return written;
    }
    const isNowhere = check.jwks === undefined && check.metadata === undefined;
    return [...written, { name: 'jwksUri', required: check.keys === 'jwks' && isNowhere }];
}
/** Settings that stand in a value, at any depth. One with a default is never required. */
function placeholdersIn(value, required) {
    return [...JSON.stringify(value ?? null).matchAll(PLACEHOLDER)].map(([, name, preset]) => ({
        name: name,
        required: required && preset === undefined,
        default: preset,
    }));
}
/** Each setting once, the required ones first. */
function merged(asked) {
    const names = [...new Set(asked.map(({ name }) => name))];
    return names
        .map((name) => {
        const places = asked.filter((one) => one.name === name);
        const known = Object.hasOwn(SETTINGS, name) ? SETTINGS[name] : undefined;
        if (known === undefined) {
            throw new RangeError(`the setting ${name} is not explained`);
        }
        const preset = places.find((one) => one.default !== undefined)?.default;
        const required = places.some((one) => one.required);
        return { name, required, ...known, ...(preset === undefined ? {} : { default: preset }) };
    })
        .toSorted((one, other) => Number(other.required) - Number(one.required) || one.name.localeCompare(other.name));
}
function secretOf(check) {
    switch (check.kind) {
        case 'signature': {
            const strip = typeof check.key === 'object' ? (check.key.strip ?? []) : [];
            const looks = strip.length > 0 ? `${strip.join('')}…` : check.alg === 'ed25519' ? 'public key' : 'signing secret';
            return { required: true, looks };
        }
        case 'token':
            return check.when === 'secrets'
                ? { required: false, looks: 'the Authorization text, if the stream has one' }
                : { required: true, looks: 'the token' };
        case 'basic':
            return { required: true, looks: 'user:password' };
        case 'jwt':
            return check.keys === 'jwks'
                ? null
                : {
                    required: check.keys === 'secret',
                    looks: check.keys === 'secret' ? 'signing secret' : 'signing secret, for HS algorithms',
                };
        case 'httpsig':
            return { required: false, looks: 'shared secret, for HMAC keys' };
        default:
            return null;
    }
}
//# sourceMappingURL=profile-needs.js.map