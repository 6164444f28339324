import { memberOf } from './pointer.js';
import { VerifierRefused } from './verifier-refused.js';
const WHOLE = /^\{config\.([A-Za-z0-9_]+)(?::([^{}]*))?\}$/;
const PART = /\{config\.([A-Za-z0-9_]+)(?::([^{}]*))?\}/g;
/** The configured value, or undefined when it is absent, null or blank. */
export function findSetting(config, name) {
    const value = memberOf(config, name);
    if (value === null || value === undefined) {
        return undefined;
    }
    const isBlank = typeof value === 'string' && value.trim() === '';
    return isBlank ? undefined : value;
}
/** Fills a value that is `{config.x}` or `{config.x:default}` as a whole; anything else stays. Undefined if not there. */
export function fillSetting(value, config) {
    if (typeof value !== 'string') {
        return value;
    }
    const whole = WHOLE.exec(value);
    return whole === null ? value : (findSetting(config, whole[1]) ?? whole[2]);
}
/** As `fillSetting`, for what a verifier cannot do without: throws VerifierRefused naming the setting. */
export function requireSetting(value, config) {
    const filled = fillSetting(value, config);
    if (filled === undefined) {
        throw missing(String(WHOLE.exec(String(value))?.[1] ?? value));
    }
    return filled;
}
/** A text in which every `{config.x}` is filled; throws VerifierRefused when one is missing or is not a text or number. */
export function requireText(value, config) {
    const filled = requireSetting(value, config);
    const text = typeof filled === 'number' ? String(filled) : filled;
    if (typeof text !== 'string') {
        throw new VerifierRefused('a setting of the profile must be text', { setting: String(value) });
    }
    return text.replace(PART, (_match, name, fallback) => {
        const part = findSetting(config, name) ?? fallback;
        if (typeof part !== 'string' && typeof part !== 'number') {
            throw missing(name);
        }
        return String(part);
    });
}
/** One text or a list of them, each filled; never an empty list. */
export function requireTexts(value, config) {
    const filled = requireSetting(value, config);
    const list = Array.isArray(filled) ? filled : [filled];
    if (list.length === 0 || list.some((item) => typeof item !== 'string' || item.trim() === '')) {
        throw new VerifierRefused('a setting of the profile must be a text or a list of texts', {
            setting: String(value),
        });
    }
    return list.map((item) => requireText(item, config));
}
/** A number of seconds, zero or more. */
export function requireSeconds(value, config) {
    const seconds = Number(requireSetting(value, config));
    if (!Number.isFinite(seconds) || seconds < 0) {
        throw new VerifierRefused('a setting of the profile must be a number of seconds', {
            setting: String(value),
        });
    }
    return seconds;
}
function missing(name) {
    return new VerifierRefused(`the endpoint's configuration lacks "${name}"`, { setting: name });
}
//# sourceMappingURL=settings.js.map