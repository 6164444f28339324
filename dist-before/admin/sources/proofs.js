import { findOpened } from '../../intake/source-secrets.js';
import { trimPastedSecret } from '../../intake/verification/keys.js';
import { tokenDigest } from '../../intake/verification/token.js';
import { toHookLimits } from '../limits/given-limits.js';
import { pollOf, shownPoll } from './poll.js';
/** The definition to store: secrets sealed or digested; those left out stay as they are in `before`. */
export function definitionOf(given, before, sealing) {
    const { verify, token, poll, pending, ip, open, event, vocabulary, limits } = given;
    return {
        ...(verify && {
            verify: {
                profile: verify.profile,
                ...(verify.config && { config: verify.config }),
                ...(verify.secretLater === true && { secretLater: true }),
                secrets: verify.secrets?.map((given) => sealedOf(pasted(given), before, sealing)) ??
                    before?.verify?.secrets ??
                    [],
            },
        }),
        ...(token && {
            token: {
                from: token.from,
                ...(token.scheme && { scheme: token.scheme }),
                ...(token.secrets
                    ? tokenSecrets(token.secrets.map(pasted).map(digestOf), before, sealing)
                    : keptTokens(before)),
            },
        }),
        ...(poll && { poll: pollOf(poll, before?.poll, (plain) => sealing.seal(plain)) }),
        ...(pending && { pending }),
        ...(ip && ip.length > 0 && { ip }),
        ...(open === true && { open }),
        ...(event && { event }),
        ...(limits?.requests !== undefined && { limits: toHookLimits(limits) }),
        ...(vocabulary && { vocabulary }),
    };
}
const pasted = (given) => trimPastedSecret(given).secret;
/** What an author has to know of secrets that were not kept as they were given. */
export function notesOn(secrets) {
    const isTrimmed = secrets.some((secret) => trimPastedSecret(secret).trimmed);
    return isTrimmed ? ['white space around a secret was taken off before it was kept'] : [];
}
/** Secrets that stand in proofs, in clear. */
export function secretsIn({ verify, token }) {
    return [...(verify?.secrets ?? []), ...(token?.secrets ?? [])];
}
/** The secret as it was sealed before, when it is the same: what is put again was not added again. */
function sealedOf(plain, before, sealing) {
    const same = before?.verify?.secrets.find(({ sealed }) => findOpened(sealing, sealed) === plain);
    return same ?? { sealed: sealing.seal(plain), addedAt: sealing.now().toISOString() };
}
function tokenSecrets(digests, before, sealing) {
    const { digests: kept = [], addedAt = {} } = before?.token ?? {};
    const now = sealing.now().toISOString();
    const times = digests.flatMap((digest) => {
        const time = kept.includes(digest) ? addedAt[digest] : now;
        return time === undefined ? [] : [[digest, time]];
    });
    return { digests, addedAt: Object.fromEntries(times) };
}
function keptTokens(before) {
    const { digests = [], addedAt } = before?.token ?? {};
    return { digests, ...(addedAt && { addedAt }) };
}
/** One more live secret of a proof; null when the source has no such proof. */
export function withSecret(definition, proof, given, sealing) {
    const { verify, token } = definition;
    const plain = pasted(given);
    if (proof === 'verify') {
        return verify ? { ...definition, verify: withOneMore(verify, sealedOf(plain, null, sealing)) } : null;
    }
    const digests = [...(token?.digests ?? []), digestOf(plain)];
    return token ? { ...definition, token: { ...token, ...tokenSecrets(digests, definition, sealing) } } : null;
}
/** What was awaited has come with it. */
function withOneMore(before, secret) {
    const { secretLater: _, ...verify } = before;
    return { ...verify, secrets: [...verify.secrets, secret] };
}
export function withoutSecret(definition, { proof, index }, sealing) {
    const { verify, token } = definition;
    return proof === 'verify'
        ? { ...definition, verify: { ...verify, secrets: verify.secrets.toSpliced(index, 1) } }
        : {
            ...definition,
            token: { ...token, ...tokenSecrets(token.digests.toSpliced(index, 1), definition, sealing) },
        };
}
/** What may be shown of a definition. */
export function shownProofs({ verify, token, poll, ip, open }) {
    return {
        ...(verify && { profile: verify.profile, secrets: verify.secrets.length }),
        ...(verify?.config && { config: verify.config }),
        ...(token && {
            token: {
                from: token.from,
                ...(token.scheme && { scheme: token.scheme }),
                secrets: token.digests.length,
            },
        }),
        ...(poll && { poll: shownPoll(poll) }),
        ...(ip && { ip }),
        ...(open === true && { open }),
    };
}
const digestOf = (plain) => tokenDigest(plain).toString('hex');
//# sourceMappingURL=proofs.js.map