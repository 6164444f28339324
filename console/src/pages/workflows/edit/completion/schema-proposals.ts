import { rawList, rawMap, rawText } from '../../../../../../src/workflow/raw.js';
import type { Proposal } from './proposal';
import type { Place } from './read-place';
import { expand, type Schema, schemasAt, valueAt } from './schema-walk';

/** Keys that the map at the cursor may still have. */
export function keysAt(root: Schema, place: Place): Proposal[] {
  const { document, path } = place;
  const found = schemasAt(root, document, path);
  const there = Object.keys(rawMap(valueAt(document, path)));
  const needed = new Set(found.flatMap(({ required }) => rawList(required)));
  const byName = new Map<string, Schema>();
  for (const [name, schema] of found.flatMap(({ properties }) => Object.entries(rawMap(properties)))) {
    if (!there.includes(name) && (byName.get(name)?.['description'] ?? '') === '') {
      byName.set(name, rawMap(schema));
    }
  }
  return [...byName].map(([name, schema]) => {
    const shapes = shapesOf(root, schema);
    return {
      label: name,
      kind: 'key' as const,
      detail: [shapes.join(' or '), ...(needed.has(name) ? ['needed'] : [])].join(', '),
      ...described(descriptionOf(root, schema)),
      ...asKey(place, name, shapes),
    };
  });
}

/** What the value at the cursor may be, where that is one of a few. */
export function valuesAt(root: Schema, place: Place): Proposal[] {
  const found = schemasAt(root, place.document, place.path);
  const enums = found.flatMap((schema) => rawList(schema['enum'])).map(String);
  const switches = found.some(({ type }) => type === 'boolean') ? ['true', 'false'] : [];
  const standard = found.flatMap((schema) => schema['default'] ?? [])[0];
  return [...new Set([...enums, ...switches])].map((value) => ({
    label: value,
    kind: 'value' as const,
    ...(JSON.stringify(standard) === (switches.includes(value) ? value : JSON.stringify(value))
      ? { detail: 'as if not said' }
      : {}),
    ...asValue(place, value, switches.includes(value)),
    ...typeOfTask(root, place, value),
  }));
}

/** The type of a task or trigger tells what it does, and brings the keys that it cannot do without. */
function typeOfTask(root: Schema, place: Place, type: string): Partial<Proposal> {
  const { document, path, isFlow, indent } = place;
  if (path.at(-1) !== 'type') {
    return {};
  }
  const holder = path.slice(0, -1);
  const written = rawMap(valueAt(document, holder));
  const meant = holder.length > 0 ? choicesOf(root, place, holder).get(type) : undefined;
  if (!meant) {
    return {};
  }
  const needs = rawList(meant['required'])
    .map(String)
    .filter((name) => !['id', 'type'].includes(name));
  const takes = Object.keys(rawMap(meant['properties'])).filter((name) => !OF_ALL.includes(name));
  const info = [
    rawText(meant['description']),
    ...(takes.length > 0
      ? [`Takes ${takes.map((name) => (needs.includes(name) ? `${name} (needed)` : name)).join(', ')}.`]
      : []),
  ];
  const missing = needs.filter((name) => !Object.hasOwn(written, name));
  const lines = missing.map((name) => `\n${' '.repeat(indent)}${name}: `);
  const isOpen = !isFlow && place.quote === '' && place.after.trim() === '' && lines.length > 0;
  return {
    ...described(info.filter((one) => one !== undefined).join(' ')),
    ...(isOpen ? { insert: type + lines.join(''), cursor: type.length + lines[0]!.length } : {}),
  };
}

/** Keys that say nothing of one type. */
const OF_ALL = [
  'id',
  'type',
  'if',
  'continueOnError',
  'retry',
  'timeout',
  'undo',
  'when',
  'enabled',
  'reentry',
  'order',
];

function choicesOf(root: Schema, { document }: Place, holder: Place['path']): ReadonlyMap<string, Schema> {
  const choices = schemasAt(root, document, holder).filter((schema) => schema['if'] !== undefined);
  return new Map(
    choices.flatMap((schema) => {
      const types = rawList(rawMap(rawMap(rawMap(schema['if'])['properties'])['type'])['enum']);
      return types.map((type) => [String(type), rawMap(schema['then'])] as const);
    }),
  );
}

const WORDS: Readonly<Record<string, string>> = {
  object: 'map',
  array: 'list',
  string: 'text',
  integer: 'number',
  number: 'number',
  boolean: 'true or false',
};

/** Of a value, in words; a choice is one of a few. */
function shapesOf(root: Schema, schema: Schema): string[] {
  const all = expand(root, schema, undefined);
  const types = all.flatMap(({ type }) => (Array.isArray(type) ? type : [type])).map(String);
  const shapes = types.flatMap((type) => WORDS[type] ?? []);
  return [...new Set([...(all.some((one) => one['enum'] !== undefined) ? ['choice'] : []), ...shapes])];
}

/** Its own, or that of what it refers to or may be. */
function descriptionOf(root: Schema, schema: Schema): string {
  return expand(root, schema, undefined).flatMap(({ description }) => rawText(description) ?? [])[0] ?? '';
}

function described(info: string): { info?: string } {
  return info === '' ? {} : { info: info.charAt(0).toUpperCase() + info.slice(1) };
}

function asKey(
  { quote, after, isFlow, indent }: Place,
  name: string,
  shapes: readonly string[],
): Partial<Proposal> {
  if (/^[\w.$-]*["']?\s*:/.test(after)) {
    return {}; // it has a value already
  }
  if (quote !== '') {
    return { insert: `${name}${quote}: `, eats: after.startsWith(quote) ? 1 : 0 };
  }
  if (isFlow) {
    return { insert: `"${name}": ` };
  }
  const inner = `\n${' '.repeat(indent + 2)}`;
  const block = shapes.length !== 1 ? ' ' : ({ map: inner, list: `${inner}- ` }[shapes[0]!] ?? ' ');
  return { insert: `${name}:${block}` };
}

function asValue({ quote, after, isFlow }: Place, value: string, isBare: boolean): Partial<Proposal> {
  if (quote !== '') {
    return { insert: value + quote, eats: after.startsWith(quote) ? 1 : 0 };
  }
  return isFlow && !isBare ? { insert: `"${value}"` } : {};
}
