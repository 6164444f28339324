import { isJsonObject } from '../parsing/json.js';
import { memberOf } from '../verification/pointer.js';
import type { SnsCheck } from '../verification/profile.js';
import type { RequestView } from '../verification/request-view.js';
import { requireTexts } from '../verification/settings.js';
import type { Finding, RefusedDelivery } from './finding.js';
import { shown, someOf } from './shape.js';
import { timeFinding } from './time-finding.js';

/** Why an Amazon SNS message was refused. Throws VerifierRefused when no topic is configured. */
export function snsFinding(check: SnsCheck, delivery: RefusedDelivery, view: RequestView): Finding {
  const topics = requireTexts(check.topics, delivery.endpoint.config);
  const message = view.wireJson.ok ? view.wireJson.value : null;
  const text = (name: string): string => {
    const value = isJsonObject(message) ? memberOf(message, name) : undefined;
    return typeof value === 'string' ? value : '';
  };
  const usual: Finding = {
    expected:
      'a signed Amazon SNS message: Notification, SubscriptionConfirmation or UnsubscribeConfirmation',
    came: isJsonObject(message)
      ? `a message of type \`${shown(text('Type'), 40)}\``
      : `a body of ${view.request.body.length} bytes that is no JSON object`,
    hints: [],
  };
  switch (delivery.reason) {
    case 'bad_topic':
      return {
        ...usual,
        expected: `the topic ${someOf(topics)}`,
        came: `the topic \`${shown(text('TopicArn'), 90)}\``,
      };
    case 'unsupported_version':
      return {
        ...usual,
        expected: `SignatureVersion ${check.versions.join(' or ')}`,
        came: `SignatureVersion \`${shown(text('SignatureVersion'), 10)}\``,
      };
    case 'bad_cert_url':
      return {
        ...usual,
        expected: 'SigningCertURL: an https address of SNS itself',
        came: `SigningCertURL \`${shown(text('SigningCertURL'), 90)}\``,
        hints: ['Whoever names another host for the certificate is not Amazon.'],
      };
    case 'bad_timestamp':
    case 'timestamp_too_old':
    case 'timestamp_too_new': {
      const expected = `Timestamp at most ${check.past} s old and ${check.future} s ahead`;
      return { ...usual, expected, ...timeFinding(text('Timestamp'), 'iso', delivery.now) };
    }
    case 'bad_signature':
      return {
        ...usual,
        hints: ['A signed member was changed on its way: nothing may rewrite the message.'],
      };
    default:
      return usual;
  }
}
