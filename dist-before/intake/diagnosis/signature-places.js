import { parseLocator, readStamp, readText } from '../verification/locator.js';
import { isAmbiguous } from '../verification/signed-content.js';
import { parseTemplate } from '../verification/template.js';
import { cameAt, likelyHints, placeName, repeatedOf } from './arrival.js';
import { fixedFinding } from './fixed-finding.js';
const RULES = {
    duplicate_header: 'once',
    malformed_header: 'without the separator that follows it in the signed text',
};
/** For reasons that are about one of the places a signature check reads: which one it is. */
export function signaturePlaces(check, rules, delivery, view) {
    const { reason, presets, endpoint } = delivery;
    if (reason === 'bad_token' || reason === 'missing_token') {
        return fixedFinding(check.equals, endpoint.config, view) ?? {};
    }
    const [from] = faultyPlaces(check, rules, reason, view);
    if (from === undefined) {
        return {};
    }
    return {
        expected: `${placeName(from)} ${RULES[reason] ?? 'with a text'}`,
        came: cameAt(from, view),
        hints: reason === 'missing_header' ? likelyHints(view, 'id', from, presets) : [],
    };
}
function faultyPlaces(check, rules, reason, view) {
    const textAt = (from) => {
        const read = from === rules.time?.from ? readStamp : readText;
        const text = read(parseLocator(from), view);
        return typeof text === 'string' ? text : null;
    };
    const signed = signedPlaces(rules.content);
    const time = rules.time === undefined || rules.time.from === 'proof' ? [] : [rules.time.from];
    const places = [
        rules.proof.from,
        ...time,
        ...rules.require,
        ...signed.keys(),
        ...Object.keys(check.equals ?? {}),
    ];
    switch (reason) {
        case 'duplicate_header':
            return repeatedOf(places, view);
        case 'malformed_header':
            return [...signed].flatMap(([from, next]) => (isAmbiguous(textAt(from) ?? '', next) ? [from] : []));
        default:
            return places.filter((from) => textAt(from) === null);
    }
}
/** Headers and parameters in the signed text, each with the separator that follows it. */
function signedPlaces(content) {
    const parts = parseTemplate(content);
    return new Map(parts.flatMap((part, at) => {
        const next = parts[at + 1];
        const separator = next?.kind === 'text' ? next.text : '';
        return part.kind === 'value' ? [[part.source, separator]] : [];
    }));
}
//# sourceMappingURL=signature-places.js.map