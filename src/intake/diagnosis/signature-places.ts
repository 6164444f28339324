import { parseLocator, readStamp, readText } from '../verification/locator.js';
import type { SignatureCheck } from '../verification/profile.js';
import type { RequestView } from '../verification/request-view.js';
import type { SignatureRules } from '../verification/signature-rules.js';
import { isAmbiguous } from '../verification/signed-content.js';
import { parseTemplate } from '../verification/template.js';
import { cameAt, likelyHints, placeName, repeatedOf } from './arrival.js';
import type { Finding, RefusedDelivery } from './finding.js';
import { fixedFinding } from './fixed-finding.js';

const RULES: Readonly<Record<string, string>> = {
  duplicate_header: 'once',
  malformed_header: 'without the separator that follows it in the signed text',
};

/** For reasons that are about one of the places a signature check reads: which one it is. */
export function signaturePlaces(
  check: SignatureCheck,
  rules: SignatureRules,
  delivery: RefusedDelivery,
  view: RequestView,
): Partial<Finding> {
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

function faultyPlaces(
  check: SignatureCheck,
  rules: SignatureRules,
  reason: string,
  view: RequestView,
): string[] {
  const textAt = (from: string): string | null => {
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
function signedPlaces(content: string): Map<string, string> {
  const parts = parseTemplate(content);
  return new Map(
    parts.flatMap((part, at) => {
      const next = parts[at + 1];
      const separator = next?.kind === 'text' ? next.text : '';
      return part.kind === 'value' ? [[part.source, separator] as const] : [];
    }),
  );
}
