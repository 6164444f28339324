import { isJsonObject } from '../parsing/json.js';
import { memberOf } from '../verification/pointer.js';
import { requireTexts } from '../verification/settings.js';
import { shown, someOf } from './shape.js';
import { timeFinding } from './time-finding.js';
/** Why an Amazon SNS message was refused. Throws VerifierRefused when no topic is configured. */
export function snsFinding(check, delivery, view) {
    const topics = requireTexts(check.topics, delivery.endpoint.config);
    const message = view.wireJson.ok && isJsonObject(view.wireJson.value) ? view.wireJson.value : null;
    const expected = 'a signed message: Notification, SubscriptionConfirmation or UnsubscribeConfirmation';
    if (message === null) {
        const came = `a body of ${view.request.body.length} bytes that is no JSON object`;
        return { expected, came, hints: [] };
    }
    const came = `a message of type \`${shown(textOf(message, 'Type'), 40)}\``;
    return { expected, came, hints: [], ...ruleFinding({ ...check, topics }, message, delivery) };
}
function ruleFinding(check, message, { reason, now }) {
    const came = (name) => `${name} \`${shown(textOf(message, name), 90)}\``;
    switch (reason) {
        case 'bad_topic':
            return { expected: `TopicArn ${someOf(check.topics)}`, came: came('TopicArn') };
        case 'unsupported_version':
            return { expected: `SignatureVersion ${someOf(check.versions)}`, came: came('SignatureVersion') };
        case 'bad_cert_url':
            return {
                expected: 'SigningCertURL: an https address of SNS itself',
                came: came('SigningCertURL'),
                hints: ['Whoever names another host for the certificate is not Amazon.'],
            };
        case 'bad_timestamp':
        case 'timestamp_too_old':
        case 'timestamp_too_new':
            return {
                expected: `Timestamp at most ${check.past} s old and ${check.future} s ahead`,
                ...timeFinding(textOf(message, 'Timestamp'), 'iso', now),
            };
        case 'bad_signature':
            return { hints: ['A signed member was changed on its way: nothing may rewrite the message.'] };
        default:
            return {};
    }
}
function textOf(message, name) {
    const value = memberOf(message, name);
    return typeof value === 'string' ? value : '';
}
//# sourceMappingURL=sns-finding.js.map