import { InvalidParameters } from '../errors/errors.js';
import type { DirectoryUser } from './directory.js';
import { asJson, requireName } from './storable.js';

const TEXTS = ['userName', 'email', 'displayName'] as const;
const LISTS = ['roles', 'groups'] as const;
const OWN_MEMBERS: ReadonlySet<string> = new Set(['id', 'active', 'attributes', ...TEXTS, ...LISTS]);

/** `set` of a change, checked and sorted into what has a column and what goes to `attributes`. */
export interface UserPatch {
  readonly active?: boolean;
  /** `null`, or nothing but quotes, removes. */
  readonly texts: Readonly<Partial<Record<(typeof TEXTS)[number], string | null>>>;
  readonly lists: Readonly<Partial<Record<(typeof LISTS)[number], readonly string[]>>>;
  /** `null` removes the attribute. */
  readonly attributes: ReadonlyMap<string, unknown>;
  /** `attributes: null`: everything not named beside it goes. */
  readonly clearsAttributes: boolean;
}

/**
 * Reads `set`. A number is taken as text where text is wanted (ids in payloads often are numbers);
 * anything else of the wrong kind throws InvalidParameters naming the member.
 */
export function readPatch(user: string, set: Readonly<Record<string, unknown>>): UserPatch {
  if (set['id'] !== undefined && asText('id', set['id']) !== user) {
    throw new InvalidParameters('set.id: the id of a user cannot change', { member: 'id' });
  }
  return {
    texts: pick(TEXTS, set, asText),
    lists: pick(LISTS, set, asList),
    attributes: new Map([...loose(set), ...nested(set['attributes'])]),
    clearsAttributes: set['attributes'] === null,
    ...(set['active'] === undefined ? {} : { active: asBoolean(set['active']) }),
  };
}

/** Throws InvalidParameters for a `set` that no user takes. */
export function checkSet(set: Readonly<Record<string, unknown>>): void {
  readPatch(asText('id', set['id'] ?? null) ?? '', set);
}

/** Whether two lists hold the same members, in whatever order, however often. */
export function isSameSet(left: readonly string[], right: readonly string[]): boolean {
  const [a, b] = [new Set(left), new Set(right)];
  return a.size === b.size && [...a].every((one) => b.has(one));
}

/** The optional text members of a user, by name. */
export function textMembers(): readonly ('userName' | 'email' | 'displayName')[] {
  return TEXTS;
}

/** Whether a name belongs to the user itself, and so cannot be an attribute. */
export function isOwnMember(name: string): name is keyof DirectoryUser {
  return OWN_MEMBERS.has(name);
}

function pick<K extends string, V>(
  names: readonly K[],
  set: Readonly<Record<string, unknown>>,
  read: (name: string, value: unknown) => V,
): Partial<Record<K, V>> {
  const given = names.filter((name) => set[name] !== undefined);
  return Object.fromEntries(given.map((name) => [name, read(name, set[name])])) as Partial<Record<K, V>>;
}

function loose(set: Readonly<Record<string, unknown>>): [string, unknown][] {
  return stored(Object.entries(set).filter(([name]) => !isOwnMember(name)));
}

function nested(attributes: unknown): [string, unknown][] {
  if (attributes === undefined || attributes === null) {
    return [];
  }
  if (typeof attributes !== 'object' || Array.isArray(attributes)) {
    throw wrong('attributes', 'an object');
  }
  const entries = Object.entries(attributes);
  for (const [name] of entries) {
    if (isOwnMember(name)) {
      throw new InvalidParameters(`set.attributes.${name}: set it directly, it is not an attribute`, {
        member: name,
      });
    }
  }
  return stored(entries);
}

function stored(entries: readonly [string, unknown][]): [string, unknown][] {
  return entries
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => [requireName(`set.${name}`, name), asJson(`set.${name}`, value)]);
}

function asBoolean(value: unknown): boolean {
  if (typeof value !== 'boolean') {
    throw wrong('active', 'true or false');
  }
  return value;
}

function asText(name: string, value: unknown): string | null {
  if (value === null || value === '') {
    return null;
  }
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint') {
    return requireName(`set.${name}`, String(value));
  }
  throw wrong(name, 'text');
}

function asList(name: string, value: unknown): readonly string[] {
  if (value === null) {
    return [];
  }
  if (!Array.isArray(value) || value.some((one) => typeof one !== 'string')) {
    throw wrong(name, 'a list of text');
  }
  return [...new Set((value as string[]).map((one) => requireName(`set.${name}`, one)))];
}

function wrong(name: string, wanted: string): InvalidParameters {
  return new InvalidParameters(`set.${name}: must be ${wanted}`, { member: name });
}
