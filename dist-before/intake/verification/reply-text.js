import { isHeaderValue } from '../../workflow/response/response-header.js';
import { readText } from './locator.js';
import { requireText } from './settings.js';
import { parseTemplate } from './template.js';
import { VerifierRefused } from './verifier-refused.js';
/** Longest value of a request that is given back. */
export const MAX_ECHO_BYTES = 1024;
/** Makes a reply template ready; settings are filled at once. Throws VerifierRefused or RangeError when it cannot be. */
export function compileReplyText(template, config) {
    return filling(partsOf(template, config));
}
/**
 * As `compileReplyText`, for the value of a header: null too when what the request brings makes none. Throws
 * VerifierRefused when what is set makes none.
 */
export function compileReplyHeader(template, config) {
    const parts = partsOf(template, config);
    if (parts.some((part) => typeof part === 'string' && !isHeaderValue(part))) {
        throw new VerifierRefused(`what is set for ${template} cannot be sent in a header`);
    }
    const fill = filling(parts);
    return (view) => {
        const text = fill(view);
        return text !== null && isHeaderValue(text) ? text : null;
    };
}
function partsOf(template, config) {
    return parseTemplate(template).map((segment) => compilePart(segment, config));
}
function filling(parts) {
    return (view) => {
        let text = '';
        for (const part of parts) {
            const piece = typeof part === 'string' ? part : echoed(part, view);
            if (piece === null) {
                return null;
            }
            text += piece;
        }
        return text;
    };
}
function compilePart(segment, config) {
    switch (segment.kind) {
        case 'text':
            return segment.text;
        case 'value':
            return segment.locator;
        case 'config':
            return requireText(segment.fallback === undefined
                ? `{config.${segment.name}}`
                : `{config.${segment.name}:${segment.fallback}}`, config);
        default:
            throw new VerifierRefused(`a reply cannot contain {${segment.kind}}`);
    }
}
function echoed(locator, view) {
    const text = readText(locator, view);
    return typeof text === 'string' && Buffer.byteLength(text) <= MAX_ECHO_BYTES ? text : null;
}
//# sourceMappingURL=reply-text.js.map