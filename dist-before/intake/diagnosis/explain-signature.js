import { verify as verifyBytes } from 'node:crypto';
import { isSameBytes } from '../verification/constant-time.js';
import { digestOf, ed25519Key, writeDigest } from '../verification/signature-algorithm.js';
import { RequestView } from '../verification/request-view.js';
import { LARGEST_REWRITTEN_BYTES } from './body-variants.js';
import { attemptsAt, lengthOf } from './signature-attempts.js';
/**
 * Most signatures computed for one diagnosis. Bodies over 64 KiB get fewer, over the body as it came: at the size cap of
 * the door either is some milliseconds of hashing.
 */
const MOST_ATTEMPTS = 100;
const MOST_ATTEMPTS_LARGE = 16;
/** Why a signature did not match, found by making the usual mistakes with our own secrets. Nothing computed is told. */
export function explainSignature(riddle) {
    const { rules, readings, request } = riddle;
    if (readings.length === 0) {
        return ['Nothing that came could be a signature: it is too short, too long or in no known encoding.'];
    }
    const isLarge = request.body.length > LARGEST_REWRITTEN_BYTES;
    let left = isLarge ? MOST_ATTEMPTS_LARGE : MOST_ATTEMPTS;
    for (const attempt of attemptsAt(riddle)) {
        const reading = proven(attempt, readings);
        if (reading !== undefined) {
            return [...(attempt.hint === '' ? [] : [attempt.hint]), ...writingHints(rules, reading, attempt.hint)];
        }
        left -= 1;
        if (left === 0) {
            break;
        }
    }
    return unexplained(rules, readings, isLarge);
}
/** The reading that the attempt proves to be a signature, if one is. */
function proven(attempt, readings) {
    const { alg, key, content, request, ts } = attempt;
    const chunks = content.of(new RequestView(request), ts);
    if (typeof chunks === 'string') {
        return undefined;
    }
    if (alg !== 'ed25519') {
        const digest = digestOf(alg, chunks, key);
        return readings.find(({ bytes }) => isSameBytes(bytes, digest));
    }
    if (key.length !== 32) {
        return undefined;
    }
    const signed = Buffer.concat(chunks.map((chunk) => (typeof chunk === 'string' ? Buffer.from(chunk, 'latin1') : chunk)));
    const publicKey = ed25519Key(key);
    return readings
        .slice(0, 4)
        .find(({ bytes }) => bytes.length === 64 && verifyBytes(null, signed, publicKey, bytes));
}
/** The signature is right; what is wrong is how it is written, if `hint` has not said it already. */
function writingHints({ proof }, reading, hint) {
    const hints = [];
    if (writeDigest(reading.bytes, proof.enc) !== reading.text) {
        hints.push(`The signature is written as ${reading.form}, and ${encodingName(proof.enc)} is expected.`);
    }
    if (proof.prefix !== undefined && reading.label !== proof.prefix) {
        const came = reading.label === '' ? 'no prefix' : `the prefix \`${reading.label}\``;
        hints.push(`The signature comes with ${came}, and \`${proof.prefix}\` is expected.`);
    }
    return hints.length > 0 || hint !== ''
        ? hints
        : ['The right signature is there: something stands around it, or secrets have changed since.'];
}
export function encodingName(enc) {
    switch (enc) {
        case 'hex':
            return 'lower-case hex';
        case 'base64':
            return 'base64 with its padding';
        case 'base64url':
            return 'base64url without padding';
        default:
            return 'base64 of the hex text';
    }
}
function unexplained({ alg }, readings, isLarge) {
    const lengths = [...new Set(readings.map(({ bytes }) => bytes.length))];
    return [
        ...(lengths.includes(lengthOf(alg))
            ? []
            : [`It is ${lengths.join(' or ')} bytes long, and ${alg} makes ${lengthOf(alg)}.`]),
        ...(isLarge ? ['The body is larger than 64 KiB: forms it may have had before were not tried.'] : []),
        'No usual mistake explains it: the sender most likely has another secret, or the body was changed on its way.',
    ];
}
//# sourceMappingURL=explain-signature.js.map