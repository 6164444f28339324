import { SenderRefused, TooManyRequests } from '../errors/errors.js';
import { CAUSE_HEADER } from '../ledger/cause-stamp.js';
import { credentialNames, proofNames } from './proof-names.js';
import { asSecurityEvent } from './ssf/security-event.js';
import { compileAllowList } from './verification/address.js';
import { compileEvents } from './verification/events.js';
import { RequestView } from './verification/request-view.js';
import { compileKey, compileToken } from './verification/token.js';
import { compileLiveVerifier } from './verification/verifier.js';
/** Where things usually stand, looked at after what the profile and the hook say. */
const USUAL = {
    type: ['json:/type', 'json:/event', 'form:type', 'form:event'],
    id: ['header:webhook-id', 'header:idempotency-key'],
    subject: ['json:/userId', 'json:/user_id', 'json:/subject', 'form:userId'],
    time: ['json:/timestamp', 'json:/time'],
    cause: [`header:${CAUSE_HEADER}`],
};
const METHODS = ['POST', 'GET', 'PUT'];
/** The proofs of one hook, all of which must hold; made once, asked for every delivery. */
export class Gate {
    parts;
    desk;
    /** Its sender posts security event tokens, and expects the answers of RFC 8935. */
    takesSecurityEvents;
    /** Names of headers and parameters, in lower case, whose values are never kept. */
    credentialNames;
    verifier;
    token;
    key;
    allowed;
    read;
    constructor(parts, keySets, desk) {
        this.parts = parts;
        this.desk = desk;
        const { profile, secrets, config, token, key, ip, trustedProxies } = parts;
        const event = usualLocators(profile, parts.event);
        this.verifier = profile
            ? compileLiveVerifier(profile, { secrets, config, event }, { keySets, trustedProxies })
            : null;
        this.credentialNames = credentialNames(parts);
        this.takesSecurityEvents = profile?.errors === 'rfc8935';
        this.token = token ? compileToken(token, token.digests) : null;
        this.key = key ? compileKey(key.digests) : null;
        this.allowed = ip ? compileAllowList(ip) : null;
        this.read = compileEvents(event, config);
    }
    /** Those a delivery or a handshake may come with. */
    get methods() {
        const { profile } = this.parts;
        const own = profile && [...profile.methods, ...profile.handshakes.map(({ method }) => method)];
        return own ? [...new Set(own)] : METHODS;
    }
    /** Whether the key is one of this hook's, in constant time. */
    takesKey(key) {
        return this.key !== null && !('refused' in this.key([key]));
    }
    /** Whether the request brings this hook's own bearer token (RFC 6750). */
    takesBearer(request) {
        return this.bearerDigests.length > 0 && !('refused' in this.token(new RequestView(request)));
    }
    /** What the bearer tokens that this hook takes look like at rest. */
    get bearerDigests() {
        const { token } = this.parts;
        const isBearer = token?.from.toLowerCase() === 'header:authorization' && token.scheme?.toLowerCase() === 'bearer';
        return isBearer ? token.digests : [];
    }
    /** Throws SenderRefused with the reason that only the delivery log and the metric learn; TooManyRequests for a handshake. */
    async pass(request, clientAddress, now, introduction = {}) {
        if (this.allowed && (clientAddress === null || !this.allowed(clientAddress))) {
            throw new SenderRefused('ip_not_allowed');
        }
        const view = new RequestView(request, now);
        const tokenUses = introduction.hasApiToken === true ? [] : this.requireOwn(view, introduction.key);
        if (!this.verifier) {
            return this.unsigned(view, tokenUses);
        }
        const answer = this.verifier.verify(request, now);
        const verification = answer instanceof Promise ? await answer : answer;
        switch (verification.kind) {
            case 'refused':
                throw new SenderRefused(verification.reason);
            case 'handshake':
                return this.handshake(verification.answer);
            case 'accepted': {
                const verifier = this.verifier;
                const { view, secretIndex } = verification;
                const secretUses = [...this.usesOf('verify', secretIndex), ...tokenUses];
                const read = () => verifier.extract(verification);
                const events = this.takesSecurityEvents
                    ? () => read().map((event) => asSecurityEvent(event, view.claims))
                    : read;
                return { kind: 'proven', view, secretUses, events };
            }
        }
    }
    handshake(answer) {
        if (!this.desk.mayAnswer()) {
            throw new TooManyRequests('too many handshakes');
        }
        if (answer.visit?.wanted) {
            this.desk.visit(answer.visit.url);
        }
        return { kind: 'handshake', answer };
    }
    /** A request that was refused here, with all it was refused by. Holds secrets: never log it. */
    refused(refusal) {
        const { profile, secrets, config, event, token, ip } = this.parts;
        return { profile, endpoint: { secrets, config, ...(event && { event }) }, token, ip, ...refusal };
    }
    /** What the headers, parameters, fields and members are called that prove the sender, in lower case. */
    proofNames() {
        return proofNames(this.parts);
    }
    /** What an event is called in the common vocabulary; null where nothing fits. */
    commonTypeOf(event) {
        return this.parts.naming(event);
    }
    /** The hook's own token and key. Gives the token that came. */
    requireOwn(view, key) {
        const token = this.token?.(view);
        for (const shown of [token, this.key?.(key === undefined ? view.query('key') : [key])]) {
            if (shown && 'refused' in shown) {
                throw new SenderRefused(shown.refused);
            }
        }
        return this.usesOf('token', token && 'secretIndex' in token ? token.secretIndex : undefined);
    }
    unsigned(view, secretUses) {
        if (!this.token && !this.key && !this.allowed && !this.parts.open) {
            throw new SenderRefused('no_secret'); // nothing to prove a sender with, and nobody said so in so many words
        }
        if (!METHODS.includes(view.request.method)) {
            throw new SenderRefused('method_not_allowed');
        }
        return { kind: 'proven', view, secretUses, events: () => this.read(view) };
    }
    usesOf(proof, index) {
        const { secrets, token } = this.parts;
        const of = proof === 'verify' ? secrets.length : (token?.digests.length ?? 0);
        return index === undefined ? [] : [{ proof, index, of }];
    }
}
/**
 * The hook's own locators take the place of the profile's; the usual places come last. Not those of the id where the
 * sender signs: whoever repeats its delivery could write another there.
 */
export function usualLocators(profile, own = {}) {
    const field = (name, usual = USUAL[name]) => [
        ...(own[name] ?? profile?.event[name] ?? []),
        ...usual,
    ];
    const id = field('id', profile?.integrity === 'body' ? [] : USUAL.id);
    const replay = own.id === undefined ? (profile?.event.replay ?? []) : [];
    return {
        type: field('type'),
        id,
        replay,
        subject: field('subject'),
        time: field('time'),
        cause: field('cause'),
    };
}
//# sourceMappingURL=gate.js.map