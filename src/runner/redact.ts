import { REDACTED } from '../workflow/expression/template.js';

/** Shorter ones would blank out half of what is recorded, and guard nothing. */
const SHORTEST = 4;

/** Replaces every occurrence of a secret the workflow uses, however deep, however written. */
export function redact({ secrets }: { secrets: ReadonlyMap<string, string> }, value: unknown): unknown {
  const forms = formsOf(secrets);
  return forms.length === 0 ? value : redactDeep(value, forms);
}

const known = new WeakMap<ReadonlyMap<string, string>, readonly string[]>();

/** Longest first: a secret that contains another must not leave its rest behind. */
function formsOf(secrets: ReadonlyMap<string, string>): readonly string[] {
  const ready = known.get(secrets);
  if (ready) {
    return ready;
  }
  const texts = [...secrets.values()].filter((secret) => secret.length >= SHORTEST);
  const forms = [...new Set(texts.flatMap(writtenForms))].sort((one, other) => other.length - one.length);
  known.set(secrets, forms);
  return forms;
}

/** As it is, and as it stands in a URL, in JSON and in base64. */
function writtenForms(secret: string): string[] {
  const wellFormed = Buffer.from(secret).toString(); // the encoders throw at half a surrogate pair
  return [
    secret,
    encodeURIComponent(wellFormed),
    encodeURI(wellFormed),
    new URLSearchParams([['', wellFormed]]).toString().slice(1),
    inPath(wellFormed),
    JSON.stringify(secret).slice(1, -1),
    Buffer.from(secret).toString('base64').replace(/=+$/, ''),
  ].filter((form) => form.length >= SHORTEST);
}

/** Empty where a URL would not keep it, as of dots. */
function inPath(secret: string): string {
  const url = new URL('http://host/');
  url.pathname = `-${secret}`;
  return url.pathname.slice(2);
}

function redactDeep(value: unknown, forms: readonly string[]): unknown {
  if (typeof value === 'string') {
    return forms.reduce((text, form) => text.replaceAll(form, REDACTED), value);
  }
  if (Array.isArray(value)) {
    return value.map((item) => redactDeep(item, forms));
  }
  if (value !== null && typeof value === 'object') {
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [String(redactDeep(key, forms)), redactDeep(item, forms)]),
    );
  }
  return value;
}
