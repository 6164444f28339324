import { compileTemplate } from '../workflow/expression/template.js';
import { tokenDigest } from './verification/token.js';
/** A source's proofs with its secrets opened by `openSealed`. */
export function gateOfSource(definition, openSealed, materials) {
    const { verify, token } = definition;
    return {
        ...profilePart(verify?.profile, materials),
        secrets: (verify?.secrets ?? []).map(({ sealed }) => openSealed(sealed)),
        config: verify?.config ?? {},
        ...(token ? { token: { ...token, digests: token.digests.map((hex) => Buffer.from(hex, 'hex')) } } : {}),
        ...rest(definition),
        naming: materials.vocabulary.namingOf(verify?.profile ?? null, definition.vocabulary),
        trustedProxies: materials.trustedProxies,
    };
}
/**
 * A webhook trigger's proofs; a secret the namespace lacks, or an empty one, leaves nothing that could match it. It still
 * asks for what was to be proven with it.
 */
export function gateOfTrigger(trigger, secrets, materials) {
    const { verify, token, key } = trigger;
    const digests = (templates) => renderSecrets(templates, secrets).map((secret) => tokenDigest(secret));
    return {
        ...profilePart(verify?.profile, materials),
        secrets: secretsInPlace(verify?.secrets ?? [], secrets),
        config: verify?.config ?? {},
        ...(token ? { token: { ...token, digests: digests(token.secrets) } } : {}),
        ...(key === undefined ? {} : { key: { digests: digests([key]) } }),
        ...rest(trigger),
        naming: materials.vocabulary.namingOf(verify?.profile ?? null),
        trustedProxies: materials.trustedProxies,
    };
}
const rest = ({ ip, open, event, }) => ({
    ...(ip ? { ip } : {}),
    open: open === true,
    ...(event ? { event } : {}),
});
/** A profile this program does not know closes the hook: it must not fall back to asking for less. */
function profilePart(name, { presets }) {
    if (name === undefined) {
        return {};
    }
    const profile = presets.get(name);
    if (!profile) {
        throw new RangeError(`there is no profile ${name}`);
    }
    return { profile };
}
/** What templates of secrets give; one that names a secret the namespace lacks gives nothing. */
export function renderSecrets(templates, values) {
    return secretsInPlace(templates, values).filter((secret) => secret !== '');
}
/** The same each at its place, as settings and records count them: what gives nothing is an empty text, which proves nobody. */
function secretsInPlace(templates, values) {
    return templates.map((text) => {
        const template = compileTemplate(text);
        if (template.secrets.some((name) => !values.has(name))) {
            return '';
        }
        const secrets = (name) => values.get(name);
        const nothing = { trigger: {}, inputs: {}, tasks: {}, execution: {}, workflow: {}, variables: {} };
        const { value } = template.render({ ...nothing, secrets, now: new Date(0), uuid: () => '' });
        return typeof value === 'string' ? value : '';
    });
}
//# sourceMappingURL=gate-parts.js.map