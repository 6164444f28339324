import { sha256 } from '../verification/constant-time.js';
import { parseLocator, readText } from '../verification/locator.js';
import { compileProof } from '../verification/proof.js';
import { signatureRules } from '../verification/signature-rules.js';
import { cameAt, likelyHints, placeName } from './arrival.js';
import { bodyHint } from './body-variants.js';
import { encodingName, explainSignature } from './explain-signature.js';
import { shown } from './shape.js';
import { signaturePlaces } from './signature-places.js';
import { describePieces, piecesOf, readingsOf } from './signature-readings.js';
import { timeFinding, unitName } from './time-finding.js';
/** Why a signature check refused. Throws VerifierRefused when the endpoint's settings do not make a check. */
export function signatureFinding(check, delivery, view) {
    const { endpoint, reason } = delivery;
    const rules = signatureRules(check, endpoint.config);
    const { from, prefix } = rules.proof;
    const usual = {
        expected: `${placeName(from)} with ${expectedProof(rules)} over \`${shown(rules.content, 80)}\``,
        came: `${cameAt(from, view, (text) => describePieces(text, prefix))}; a body of ${view.request.body.length} bytes`,
        hints: [],
    };
    switch (reason) {
        case 'missing_signature':
        case 'bad_signature':
            return { ...usual, hints: explained(check, rules, delivery, view) };
        case 'malformed_signature':
            return {
                ...usual,
                hints: ['More than one timestamp stands beside the signature, or too many signatures.'],
            };
        case 'missing_timestamp':
        case 'bad_timestamp':
        case 'timestamp_too_old':
        case 'timestamp_too_new':
            return { ...usual, ...timeOf(rules, delivery, view) };
        case 'body_hash_mismatch':
            return queryHashFinding(check.jsonBody?.queryHash ?? '', view);
        default:
            return { ...usual, ...signaturePlaces(check, rules, delivery, view) };
    }
}
const ALGORITHM_NAMES = {
    'hmac-sha1': 'HMAC-SHA1',
    'hmac-sha256': 'HMAC-SHA256',
    'hmac-sha384': 'HMAC-SHA384',
    'hmac-sha512': 'HMAC-SHA512',
    sha256: 'SHA-256',
    ed25519: 'Ed25519',
};
function expectedProof({ alg, proof }) {
    const prefix = proof.prefix === undefined ? '' : `\`${shown(proof.prefix, 20)}\` and `;
    return `${prefix}${ALGORITHM_NAMES[alg]} as ${encodingName(proof.enc)},`;
}
function explained(check, rules, delivery, view) {
    const { from, prefix } = rules.proof;
    const value = readText(parseLocator(from), view);
    if (value === null) {
        return likelyHints(view, 'signature', from, delivery.presets);
    }
    const offered = compileProof(rules.proof, rules.time)(view);
    const { secrets, config } = delivery.endpoint;
    return explainSignature({
        rules,
        queryHash: check.jsonBody?.queryHash,
        config,
        secrets,
        retired: delivery.retired ?? [],
        request: view.request,
        ts: 'signatures' in offered ? (offered.ts ?? '') : '',
        readings: readingsOf(typeof value === 'string' ? piecesOf(value, prefix) : []),
    });
}
function timeOf({ proof, time }, delivery, view) {
    if (time === undefined) {
        return {};
    }
    const window = `at most ${time.past} s old and ${time.future} s ahead`;
    const place = time.from === 'proof'
        ? `an entry \`${shown(proof.tsPrefix ?? 't=')}\` in ${placeName(proof.from)}`
        : placeName(time.from);
    const expected = `${place} with ${unitName(time.unit)}, ${window}`;
    const offered = compileProof(proof, time)(view);
    const ts = 'signatures' in offered ? offered.ts : null;
    if (ts === null) {
        const came = time.from === 'proof' ? 'no such entry' : cameAt(time.from, view);
        return { expected, came, hints: likelyHints(view, 'time', time.from) };
    }
    return { expected, ...timeFinding(ts, time.unit, delivery.now) };
}
function queryHashFinding(name, view) {
    const place = `query:${name}`;
    const given = readText(parseLocator(place), view);
    const hash = (bytes) => sha256(bytes).toString('hex');
    const isUpper = given === hash(view.request.body).toUpperCase();
    const hint = isUpper
        ? 'The hash is written in capitals: lower-case hex is expected.'
        : bodyHint(view.request.body, (bytes) => hash(bytes) === given);
    return {
        expected: `${placeName(place)} with the hex SHA-256 of a body that is no form`,
        came: `${cameAt(place, view)}; a body of ${view.request.body.length} bytes`,
        hints: [hint ?? 'The body is not the one that was hashed, or its content type is not the one of a form.'],
    };
}
//# sourceMappingURL=signature-finding.js.map