import { fillSetting } from './verification/settings.js';
/** Locators in the text of a profile or of an endpoint's settings. */
const LOCATOR = /\b(?:header|query|cookie|form|json):([^"{}:#+,\s]+)/g;
/** What the headers, parameters, fields and members are called, in lower case, that prove the sender of a hook. */
export function proofNames({ profile, config, token }) {
    const text = JSON.stringify([profile?.checks ?? [], config, token?.from ?? '']);
    const names = [...text.matchAll(LOCATOR)].map(([, path = '']) => path
        .split('/')
        .findLast((step) => step !== '*' && step !== '')
        ?.toLowerCase());
    return new Set(names.filter((name) => name !== undefined));
}
/** A header or a parameter of the query; what stands in a body is kept with it. */
const IN_HEAD = /^(?:header|query):([^#]+)/;
/**
 * What the headers and parameters are called, in lower case, that bring the credential or the signature itself, whatever
 * an operator named them. Not those that are only looked at beside it.
 */
export function credentialNames({ profile, config, token }) {
    const places = [...(profile?.checks ?? []).flatMap((check) => placesOf(check, config)), token?.from];
    const names = places.map((place) => (typeof place === 'string' ? IN_HEAD.exec(place)?.[1] : undefined));
    return new Set(names.flatMap((name) => name?.toLowerCase() ?? []));
}
/** Locators of what proves the sender, as far as they are set. */
function placesOf(check, config) {
    if ('any' in check) {
        return check.any.flatMap((one) => placesOf(one, config));
    }
    switch (check.kind) {
        case 'signature':
            return [fillSetting(check.proof, config)?.from];
        case 'token':
            return [fillSetting(check.from, config), check.orFrom];
        case 'jwt':
            return [check.from];
        default:
            return []; // they stand where a name says it: authorization, signature
    }
}
//# sourceMappingURL=proof-names.js.map