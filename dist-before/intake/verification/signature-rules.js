import { isJsonObject } from '../parsing/json.js';
import { fillSetting, findSetting, requireSetting } from './settings.js';
import { SIGNATURE_ALGORITHMS } from './signature-algorithm.js';
import { VerifierRefused } from './verifier-refused.js';
/** Throws VerifierRefused naming the first setting that is missing or makes no sense. */
export function signatureRules(check, config) {
    const extra = findSetting(config, 'require') ?? [];
    return {
        alg: oneOf(requireSetting(check.alg, config), SIGNATURE_ALGORITHMS, 'alg'),
        content: text(requireSetting(check.content, config), 'content'),
        proof: proofRule(requireSetting(check.proof, config)),
        time: timeRule(fillSetting(check.time, config)),
        key: keyRule(fillSetting(check.key, config) ?? { enc: 'utf8' }),
        require: [...(check.require ?? []), ...texts(extra, 'require')],
    };
}
function proofRule(value) {
    const proof = record(value, 'proof');
    const split = proof['split'];
    const prefix = proof['prefix'];
    const tsPrefix = proof['tsPrefix'];
    return {
        from: text(proof['from'], 'proof.from'),
        enc: oneOf(proof['enc'], PROOF_ENCODINGS, 'proof.enc'),
        ...(split === undefined ? {} : { split: texts(split, 'proof.split') }),
        ...(prefix === undefined ? {} : { prefix: text(prefix, 'proof.prefix') }),
        ...(tsPrefix === undefined ? {} : { tsPrefix: text(tsPrefix, 'proof.tsPrefix') }),
    };
}
function timeRule(value) {
    if (value === undefined) {
        return undefined;
    }
    const time = record(value, 'time');
    return {
        from: text(time['from'], 'time.from'),
        unit: oneOf(time['unit'], TIME_UNITS, 'time.unit'),
        past: seconds(time['past'], 'time.past'),
        future: seconds(time['future'], 'time.future'),
    };
}
function keyRule(value) {
    const key = record(value, 'key');
    const { strip, list, minBytes } = key;
    return {
        enc: oneOf(key['enc'], KEY_ENCODINGS, 'key.enc'),
        ...(strip === undefined ? {} : { strip: texts(strip, 'key.strip') }),
        ...(list === undefined ? {} : { list: text(list, 'key.list') }),
        ...(minBytes === undefined ? {} : { minBytes: seconds(minBytes, 'key.minBytes') }),
    };
}
const PROOF_ENCODINGS = new Set(['hex', 'base64', 'base64url', 'base64-of-hex']);
const KEY_ENCODINGS = new Set(['utf8', 'base64', 'hex', 'latin1']);
const TIME_UNITS = new Set(['s', 'ms', 'iso']);
function record(value, name) {
    return isJsonObject(value) ? value : fail(name, 'an object');
}
function text(value, name) {
    return typeof value === 'string' && value !== '' ? value : fail(name, 'a text');
}
function texts(value, name) {
    const list = Array.isArray(value) ? value : [value];
    return list.map((item) => text(item, name));
}
function seconds(value, name) {
    return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : fail(name, 'a number');
}
function oneOf(value, known, name) {
    return typeof value === 'string' && known.has(value)
        ? value
        : fail(name, `one of ${[...known].join(', ')}`);
}
function fail(name, what) {
    throw new VerifierRefused(`"${name}" must be ${what}`, { setting: name });
}
//# sourceMappingURL=signature-rules.js.map