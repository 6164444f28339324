import { verify as verifyBytes, X509Certificate } from 'node:crypto';
import { isJsonObject } from '../parsing/json.js';
import { refuse } from './check.js';
import { isAddressOn } from './handshake.js';
import { memberOf } from './pointer.js';
import { findSetting, requireTexts } from './settings.js';
import { decodeBase64 } from './strict-encoding.js';
import { parseIso, windowFault } from './timestamp.js';
/** Members that are signed, in order. `Subject` only where there is one. */
const SIGNED_MEMBERS = {
    Notification: ['Message', 'MessageId', 'Subject', 'Timestamp', 'TopicArn', 'Type'],
    SubscriptionConfirmation: [
        'Message',
        'MessageId',
        'SubscribeURL',
        'Timestamp',
        'Token',
        'TopicArn',
        'Type',
    ],
    UnsubscribeConfirmation: ['Message', 'MessageId', 'SubscribeURL', 'Timestamp', 'Token', 'TopicArn', 'Type'],
};
const HASH_OF_VERSION = { '1': 'RSA-SHA1', '2': 'RSA-SHA256' };
const SMALLEST_RSA_BITS = 2048;
/**
 * Makes the check of Amazon SNS messages ready ("Verifying the signatures of Amazon SNS messages", SNS developer guide).
 * Anybody can own a topic, so topics are pinned. Throws VerifierRefused when none is configured.
 */
export function compileSns(check, config, keySets) {
    const topics = requireTexts(check.topics, config);
    const narrowed = findSetting(config, 'versions') === undefined ? null : requireTexts('{config.versions}', config);
    const versions = check.versions.filter((version) => narrowed === null || narrowed.includes(version));
    const rules = { ...check, topics, versions, hosts: new RegExp(check.certHost) };
    return async (view, now) => {
        const parsed = view.wireJson;
        if (!parsed.ok || !isJsonObject(parsed.value)) {
            return refuse('malformed_body');
        }
        const message = parsed.value;
        const signed = signedText(message);
        const fault = envelopeFault(message, signed, rules, now);
        if (fault !== null || signed === null) {
            return refuse(fault ?? 'malformed_body');
        }
        const signature = decodeBase64(textOf(message, 'Signature') ?? '');
        if (signature === null) {
            return refuse(textOf(message, 'Signature') === null ? 'missing_signature' : 'bad_signature');
        }
        const hash = HASH_OF_VERSION[textOf(message, 'SignatureVersion')];
        return judge(signed, signature, hash, await keySets.certificate(textOf(message, 'SigningCertURL')));
    };
}
/** Everything that is wrong with a message before its signature is looked at: nothing is fetched for such a one. */
function envelopeFault(message, signed, rules, now) {
    if (!rules.versions.includes(textOf(message, 'SignatureVersion') ?? '')) {
        return 'unsupported_version';
    }
    if (signed === null) {
        return 'malformed_body';
    }
    const timestamp = parseIso(textOf(message, 'Timestamp') ?? '');
    if (timestamp === null) {
        return 'bad_timestamp';
    }
    if (!rules.topics.includes(textOf(message, 'TopicArn') ?? '')) {
        return 'bad_topic';
    }
    return isCertificateAddress(textOf(message, 'SigningCertURL') ?? '', rules.hosts)
        ? windowFault(timestamp, now, rules)
        : 'bad_cert_url';
}
function judge(signed, signature, hash, pem) {
    const key = publicKeyOf(pem);
    if (key === null) {
        return refuse('unknown_key');
    }
    if ((key.asymmetricKeyDetails?.modulusLength ?? 0) < SMALLEST_RSA_BITS) {
        return refuse('weak_key');
    }
    return verifyBytes(hash, Buffer.from(signed, 'utf8'), key, signature) ? {} : refuse('bad_signature');
}
/** Name, newline, value, newline for each signed member; null when one is missing or the type is unknown. */
function signedText(message) {
    const type = textOf(message, 'Type') ?? '';
    const members = Object.hasOwn(SIGNED_MEMBERS, type) ? SIGNED_MEMBERS[type] : null;
    if (members === null) {
        return null;
    }
    let text = '';
    for (const name of members) {
        const value = memberOf(message, name);
        if (typeof value === 'string') {
            text += `${name}\n${value}\n`;
        }
        else if (name !== 'Subject' || (value !== undefined && value !== null)) {
            return null;
        }
    }
    return text;
}
function isCertificateAddress(url, hosts) {
    return (isAddressOn(url, hosts) &&
        /^\/SimpleNotificationService-[A-Za-z0-9]+\.pem$/.test(url.slice(url.indexOf('/', 8))));
}
function publicKeyOf(pem) {
    try {
        const { publicKey } = new X509Certificate(pem);
        return publicKey.asymmetricKeyType === 'rsa' ? publicKey : null;
    }
    catch {
        return null;
    }
}
function textOf(message, name) {
    const value = memberOf(message, name);
    return typeof value === 'string' && value !== '' ? value : null;
}
//# sourceMappingURL=sns-check.js.map