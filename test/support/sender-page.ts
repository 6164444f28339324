/** What the page of a sender says about it that the data knows: made from profile, vocabulary and a recorded request. */
import { verifyVector } from '../../src/cli/run-vector.js';
import type { Vector } from '../../src/cli/vector.js';
import { asSecurityEvent } from '../../src/intake/ssf/security-event.js';
import type { ExtractedEvent } from '../../src/intake/verification/events.js';
import type { Presets } from '../../src/intake/verification/presets.js';
import type { Check, EventLocators, Profile } from '../../src/intake/verification/profile.js';
import { needsOf, type SettingNeed } from '../../src/intake/verification/profile-needs.js';
import type { Rule, Rules } from '../../src/intake/vocabulary/naming.js';
import type { Vocabulary } from '../../src/intake/vocabulary/vocabulary.js';
import { table } from './markdown.js';

const code = (text: string): string => `\`${text}\``;

/** A value, or what stands there when a setting gives it: its default, else which setting. */
function value(text: string): string {
  const [, name, preset] = /^\{config\.(\w+)(?::([^{}]*))?\}$/.exec(text) ?? [];
  return name === undefined ? code(text) : preset === undefined ? `the setting ${code(name)}` : code(preset);
}

/** How the sender proves itself, in one line. */
export function proofText(profile: Profile): string {
  return profile.checks.map(checkText).join('; and ');
}

function checkText(check: Check): string {
  if ('any' in check) {
    return `${checkText(check.any[0])}; or, without ${code(check.choose[0]!)}, ${checkText(check.any[1])}`;
  }
  switch (check.kind) {
    case 'signature': {
      const { proof, alg, content } = check;
      const place =
        typeof proof === 'string'
          ? value(proof)
          : `${code(proof.from)}${proof.prefix === undefined ? '' : ` after ${code(proof.prefix)}`}, ${proof.enc}`;
      return `${value(alg)} of ${value(content)} in ${place}`;
    }
    case 'token': {
      const scheme = check.scheme === undefined ? '' : ` after ${value(check.scheme)}`;
      const other = check.orFrom === undefined ? '' : `, or in ${code(check.orFrom)}`;
      return `the secret as it is in ${value(check.from)}${scheme}${other}${check.when === 'secrets' ? ' where the source has one' : ''}`;
    }
    case 'basic':
      return `the secret in ${code('header:authorization')} (HTTP Basic)`;
    case 'jwt': {
      const keys = {
        secret: 'with the secret',
        jwks: 'with published keys',
        'secret|jwks': 'with the secret or published keys',
      };
      const algs = typeof check.algs === 'string' ? value(check.algs) : check.algs.join(', ');
      const hash = check.bodyHash === undefined ? '' : `, bound to the body by ${code(check.bodyHash.claim)}`;
      return `a token in ${code(check.from)} signed ${keys[check.keys]} (${algs})${claimsText(check)}${hash}`;
    }
    case 'sns':
      return `the signature of Amazon SNS, versions ${check.versions.join(' and ')}, of a pinned topic`;
    case 'httpsig':
      return `an HTTP message signature (RFC 9421) over the components of the configuration`;
    default:
      return check.kind;
  }
}

function claimsText({
  iss,
  aud,
  require = [],
  requireAny = [],
  forbid = [],
  equals = {},
  equalsAny = {},
}: Extract<Check, { kind: 'jwt' }>): string {
  const valued = (values: Readonly<Record<string, string>>): string[] =>
    Object.entries(values).map(([name, value]) => code(`${name} = ${value}`));
  const parts = [
    ...(iss === undefined || iss === null ? [] : ['issuer']),
    ...(aud === undefined ? [] : ['audience']),
    ...require.map(code),
    ...[requireAny.map(code), valued(equalsAny)].map((any) => any.join(' or ')).filter((any) => any !== ''),
    ...valued(equals),
    ...forbid.map((one) => `no ${code(one)}`),
  ];
  return parts.length === 0 ? '' : `, with ${parts.join(', ')}`;
}

const PROTECTS: Readonly<Record<Profile['integrity'], string>> = {
  body: 'the body: nothing in it can be changed on the way',
  token:
    'the door: whoever holds the secret may say anything. Insist on TLS, and ask the sender about the user again before you take something away for good',
  none: 'the door alone: the body is not covered. Insist on TLS, and ask the sender about the user again before you act',
};

/** Seconds a delivery may be old and ahead; what else keeps an old one from coming again. */
function windowText(profile: Profile): string {
  const checks = profile.checks.flatMap((check) => ('any' in check ? [...check.any] : [check]));
  for (const check of checks) {
    if ('kind' in check && check.kind === 'signature' && typeof check.time === 'object') {
      return `${check.time.past} s back, ${check.time.future} s ahead`;
    }
    if ('kind' in check && (check.kind === 'sns' || check.kind === 'httpsig')) {
      return `${value(String(check.past)).replaceAll('`', '')} s back, ${check.future} s ahead`;
    }
    if ('kind' in check && check.kind === 'jwt' && check.forbid?.includes('exp') !== true) {
      return `the token's \`exp\`${check.require?.includes('exp') === true ? '' : ', where it has one'}`;
    }
  }
  return profile.event.replay?.some((locator) => locator.includes('clock:minute')) === true
    ? 'none: a copy is the same request within the same minute'
    : 'none: a copy is known by its id alone';
}

function settingsText(settings: readonly SettingNeed[], required: boolean): string {
  return settings
    .filter((one) => one.required === required)
    .map(
      ({ name, what, default: preset }) =>
        `${code(name)} (${what}${preset === undefined ? '' : `; else ${code(preset)}`})`,
    )
    .join(', ');
}

/** Where the parts of an event stand. */
function locatorsText(event: EventLocators): string {
  const fields = [
    ['each', event.each],
    ['type', event.type],
    ['id', event.id],
    ['subject', event.subject],
    ['time', event.time],
  ] as const;
  return fields
    .flatMap(([field, locators]) =>
      locators === undefined ? [] : [`${field}: ${locators.map(code).join(', ')}`],
    )
    .join('; ');
}

/** Everything the profile says, as a table. Rows without anything to say are left out. */
export function factsTable(name: string, profile: Profile): string {
  const { secret, settings } = needsOf(profile);
  const { event, ack, handshakes, integrity } = profile;
  const rows: (readonly [string, string])[] = [
    ['preset', code(name)],
    ['proof', proofText(profile)],
    ['protects', PROTECTS[integrity]],
    ['time window', windowText(profile)],
    [
      'secret',
      secret === null
        ? 'none: the keys are published'
        : `${secret.looks}${secret.required ? '' : ' (optional)'}`,
    ],
    ['settings', settingsText(settings, true)],
    ['optional settings', settingsText(settings, false)],
    [
      'handshake',
      handshakes.map(({ method, when }) => `${method} with ${when.map(code).join(', ')}`).join('; '),
    ],
    ['event', locatorsText(event)],
    [
      'it waits, and retries',
      [
        ...(ack.timeoutMs === null ? [] : [`${ack.timeoutMs / 1000} s`]),
        ...(ack.retry === undefined ? [] : [ack.retry]),
      ].join('; '),
    ],
  ];
  return table(
    ['what', 'how'],
    rows.filter(([, text]) => text !== ''),
  );
}

/** Types of the sender by the common type each has; or where they stand, or what it speaks about instead. */
export function typesText(name: string, vocabulary: Vocabulary): string {
  const { types = {}, failed = {}, own, none } = vocabulary.namesOf(name);
  if (none !== undefined) {
    return `None has a common type: it speaks about ${none}. Triggers name its own types.\n`;
  }
  const twin = vocabulary.twinOf(name);
  if (twin !== null) {
    return `They are those of [${twin}](${twin}.md#event-types).\n`;
  }
  const named = [...leaves(types), ...leaves(failed, ' (failed)')];
  const alike = named.filter(([text, common]) => text === code(common)).map(([text]) => text);
  const rows = Object.keys(vocabulary.types).flatMap((common) => {
    const texts = named.filter(([text, of]) => of === common && text !== code(common)).map(([text]) => text);
    return texts.length === 0 ? [] : [[code(common), texts.join(', ')]];
  });
  const ownText = 'A type that is one of the [common types](../reference/vocabulary.md) stands for itself.\n';
  return [
    ...(rows.length === 0 ? [] : [table(['common type', 'its types'], rows)]),
    ...(alike.length === 0 ? [] : [`Called alike: ${alike.join(', ')}.\n`]),
    ...(own === true ? [ownText] : []),
  ].join('\n');
}

/** What its types are in common; not those that stand for themselves. */
export function commonTypesOf(name: string, vocabulary: Vocabulary): ReadonlySet<string> {
  const { types = {}, failed = {} } = vocabulary.namesOf(name);
  return new Set([...leaves(types), ...leaves(failed)].map(([, common]) => common));
}

function leaves(rules: Rules, condition = ''): [text: string, common: string][] {
  return Object.entries(rules).flatMap(([text, rule]) => leavesOf(code(text), rule, condition));
}

function leavesOf(text: string, rule: Rule, condition: string): [string, string][] {
  if (typeof rule === 'string') {
    return [[`${text}${condition}`, rule]];
  }
  const place = code(rule.look.replace('json:', ''));
  return [
    ...Object.entries(rule.is ?? {}).flatMap(([value, each]) =>
      leavesOf(text, each, ` with ${place} ${value}`),
    ),
    ...(rule.else === undefined
      ? []
      : leavesOf(text, rule.else, rule.is === undefined ? ` with ${place}` : '')),
    ...(rule.absent === undefined || rule.absent === rule.else ? [] : leavesOf(text, rule.absent, condition)),
  ];
}

/** Texts this long are tokens or signatures: their beginning will do. */
const LONG = /[A-Za-z0-9_+/=.-]{160,}/g;

/** The request as it is on the wire. */
export function requestText({ method, url, headers, rawBodyBase64 }: Vector): string {
  const body = Buffer.from(rawBodyBase64, 'base64').toString('utf8');
  const lines = [`${method} ${url}`, ...headers.map(([name, value]) => `${name}: ${value}`)];
  const text = [...lines, ...(body === '' ? [] : ['', body])].join('\n');
  return text.replaceAll(LONG, (token) => `${token.slice(0, 24)}…`);
}

/** `requestText` read back into the vector it came from. */
export function requestFrom(text: string, vector: Vector): Vector {
  const [head = '', ...body] = text.replace(/\n$/, '').split('\n\n');
  const [first = '', ...headers] = head.split('\n');
  const [method = '', url = ''] = first.split(' ');
  return {
    ...vector,
    method,
    url,
    headers: headers.map((line) => [line.slice(0, line.indexOf(': ')), line.slice(line.indexOf(': ') + 2)]),
    rawBodyBase64: Buffer.from(body.join('\n\n')).toString('base64'),
  };
}

/** The first event of a recorded request; throws Error when it is not accepted. */
export async function eventOf(
  vector: Vector,
  presets: Presets,
): Promise<{ event: ExtractedEvent; claims: unknown }> {
  const { verifier, verification } = await verifyVector(vector, presets);
  if (verification.kind !== 'accepted') {
    throw new Error(`${vector.id} is not accepted: ${JSON.stringify(verification)}`);
  }
  const { claims } = verification.view;
  const event = verifier.extract(verification)[0]!;
  return { event: verifier.profile.errors === 'rfc8935' ? asSecurityEvent(event, claims) : event, claims };
}

/** What the sender sends and what becomes of it. */
export async function payloadText(vector: Vector, presets: Presets, vocabulary: Vocabulary): Promise<string> {
  const { event, claims } = await eventOf(vector, presets);
  const common = vocabulary.commonTypeOf(vector.preset, event);
  const subject = typeof event.subject === 'string' ? event.subject : JSON.stringify(event.subject);
  const parts = [
    event.type === null ? 'no type' : `type ${code(event.type)}`,
    common === null ? 'no common type' : `common type ${code(common)}`,
    ...(event.id === null ? [] : [`id ${code(event.id)}`]),
    event.subject === null ? 'no subject' : `subject ${code(subject)}`,
  ];
  return [
    '```http',
    requestText(vector),
    '```',
    '',
    ...(claims !== undefined ? ['The token says:', '', '```json', JSON.stringify(claims), '```', ''] : []),
    `It becomes an event with ${parts.join(', ')}.`,
    '',
  ].join('\n');
}

/** Senders that make the secret themselves, and show it once they have the address. */
const SHOWN_LATER: ReadonlySet<string> = new Set(['clerk', 'logto', 'resend', 'stripe', 'stytch', 'workos']);

/** What to type here: the command and a trigger. `event` is what the sender sends first. */
export function hereText(name: string, profile: Profile, type: string | null): string {
  const { settings } = needsOf(profile);
  const asked = settings.filter((one) => one.required && one.name !== 'url');
  const hint =
    asked.length === 0
      ? ''
      : ` It asks for ${asked.map((one) => code(one.name)).join(', ')} too; scripts give \`--set ${asked[0]!.name}=...\`.`;
  const isLater = SHOWN_LATER.has(name);
  return [
    '```sh',
    `signet source add --preset ${name}${isLater ? ' --secret-later' : ''}`,
    '```',
    '',
    `It prints the address to paste there.${hint}`,
    '',
    ...(isLater
      ? [
          'All that comes is refused until it has the secret, which is shown there once the address is:',
          '',
          '```sh',
          `signet source secret add ${name} --from-file FILE`,
          '```',
          '',
        ]
      : []),
    '```yaml',
    'triggers:',
    '  - id: it-happened',
    '    type: event',
    `    source: ${name}`,
    `    events: [${type !== null && /^[a-z][\w.]*$/i.test(type) ? type : JSON.stringify(type ?? '*')}]`,
    '```',
    '',
  ].join('\n');
}

/** The index of all senders. */
export function sendersTable(presets: Presets): string {
  const rows = [...presets].map(([name, profile]) => {
    const { secret, settings } = needsOf(profile);
    const names = (required: boolean): string =>
      settings
        .filter((one) => one.required === required)
        .map((one) => code(one.name))
        .join(', ');
    const handshakes = [...new Set(profile.handshakes.map(({ method }) => method))].join(', ');
    const looks =
      secret === null ? '(published keys)' : `${secret.looks}${secret.required ? '' : ' (optional)'}`;
    return [
      code(name),
      `[${profile.title}](${name}.md)`,
      looks,
      names(true),
      names(false),
      handshakes,
      profile.integrity,
    ];
  });
  return table(
    ['profile', 'sender', 'secret', 'required config', 'optional config', 'handshake', 'protects'],
    rows,
  );
}
