import { REDACTED } from '../workflow/expression/template.js';
/** Shorter ones would blank out half of what is recorded, and guard nothing. */
const SHORTEST = 4;
/**
 * Replaces every occurrence of a secret the workflow uses, however deep, however written; and of texts that were
 * derived from one or are as secret, where there are any.
 */
export function redact({ secrets }, value, derived = NONE) {
    const usual = formsOf(secrets);
    const forms = derived.length === 0 ? usual : formsWith(usual, derived);
    return forms.length === 0 ? value : redactDeep(value, forms);
}
const NONE = [];
const known = new WeakMap();
/** Longest first: a secret that contains another must not leave its rest behind. */
function formsOf(secrets) {
    const ready = known.get(secrets);
    if (ready) {
        return ready;
    }
    const forms = longestFirst([...secrets.values()].flatMap(writtenForms));
    known.set(secrets, forms);
    return forms;
}
/** Most of what is derived is the secret itself. */
function formsWith(forms, derived) {
    const more = derived.filter((text) => !forms.includes(text)).flatMap(writtenForms);
    return more.length === 0 ? forms : longestFirst([...forms, ...more]);
}
function longestFirst(forms) {
    return [...new Set(forms)].sort((one, other) => other.length - one.length);
}
/** As it is, and as it stands in a URL, in JSON and in base64. */
function writtenForms(secret) {
    if (secret.length < SHORTEST) {
        return [];
    }
    const wellFormed = Buffer.from(secret).toString(); // the encoders throw at half a surrogate pair
    return [
        secret,
        encodeURIComponent(wellFormed),
        encodeURI(wellFormed),
        new URLSearchParams([['', wellFormed]]).toString().slice(1),
        inPath(wellFormed),
        JSON.stringify(secret).slice(1, -1),
        ...base64Forms(Buffer.from(secret)),
    ].filter((form) => form.length >= SHORTEST);
}
/**
 * In base64 and base64url, also within something longer: a byte may be the first, second or third of its group, and
 * the characters that it shares with what stands before or behind are left out.
 */
function base64Forms(secret) {
    const whole = secret.toString('base64').replace(/=+$/, '');
    const within = [0, 1, 2].map((before) => {
        const text = Buffer.concat([Buffer.alloc(before), secret]).toString('base64');
        return text.slice(Math.ceil((before * 8) / 6), Math.floor(((before + secret.length) * 8) / 6));
    });
    return [whole, ...within].flatMap((form) => [
        form,
        form.replaceAll('+', '-').replaceAll('/', '_'),
        encodeURIComponent(form),
    ]);
}
/** Empty where a URL would not keep it, as of dots. */
function inPath(secret) {
    const url = new URL('http://host/');
    url.pathname = `-${secret}`;
    return url.pathname.slice(2);
}
function redactDeep(value, forms) {
    if (typeof value === 'string') {
        return forms.reduce((text, form) => text.replaceAll(form, REDACTED), value);
    }
    if (Array.isArray(value)) {
        return value.map((item) => redactDeep(item, forms));
    }
    if (value !== null && typeof value === 'object') {
        return Object.fromEntries(Object.entries(value).map(([key, item]) => [String(redactDeep(key, forms)), redactDeep(item, forms)]));
    }
    return value;
}
//# sourceMappingURL=redact.js.map