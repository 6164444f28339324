import { itemsOfAny, resolvePath } from '../verification/pointer.js';
import { parseLocator } from '../verification/locator.js';
import { PatternTable } from './pattern-table.js';

/** A common type, or where in the event to look for which one it is. */
export type Rule = string | Look;

/** Types, or patterns of them, and what they mean. */
export type Rules = Readonly<Record<string, Rule>>;

/** A second look, at the body of the event. */
export interface Look {
  /** `json:/pointer` into the event's body. */
  readonly look: string;
  /** By what is found there, as text. */
  readonly is?: Rules;
  /** When nothing is there. */
  readonly absent?: Rule;
  /** When something else is there. */
  readonly else?: Rule;
}

/** Which of a sender's event types mean which common one. */
export interface ProfileNames {
  readonly types?: Rules;
  /** What tells that the event is about something that did not work: `failed` holds then, not `types`. */
  readonly fails?: { readonly look: string; readonly is?: readonly string[] };
  readonly failed?: Rules;
  /** Whoever set the sender up names its types: a common one stands for itself. */
  readonly own?: true;
}

/** As much of an event as its common type depends on. */
export interface Nameable {
  readonly type: string | null;
  readonly body: unknown;
}

/** The common type of an event; null where none fits. */
export type Naming = (event: Nameable) => string | null;

/** Makes the names of a profile ready. Throws a RangeError that names a pattern, locator or type which is none. */
export function compileNaming(names: ProfileNames, isCommon: (type: string) => boolean): Naming {
  const types = compileRules(names.types ?? {}, isCommon);
  const failed = compileRules(names.failed ?? {}, isCommon);
  const hasFailed = compileFailure(names.fails);
  return ({ type, body }) => {
    if (type === null) {
      return null;
    }
    const named = (hasFailed(body) ? failed : types)(type, body);
    return named ?? (names.own === true && isCommon(type) ? type : null);
  };
}

type CompiledRules = (text: string, body: unknown) => string | null;

function compileRules(rules: Rules, isCommon: (type: string) => boolean): CompiledRules {
  const table = new PatternTable(
    Object.entries(rules).map(([text, rule]) => [text, compileRule(rule, isCommon)] as const),
  );
  return (text, body) => table.find(text)?.(body) ?? null;
}

function compileRule(
  rule: Rule | undefined,
  isCommon: (type: string) => boolean,
): (body: unknown) => string | null {
  if (rule === undefined) {
    return () => null;
  }
  if (typeof rule === 'string') {
    if (!isCommon(rule)) {
      throw new RangeError(`"${rule}" is not a common type`);
    }
    return () => rule;
  }
  const read = compileLook(rule.look);
  const is = new PatternTable(
    Object.entries(rule.is ?? {}).map(([text, each]) => [text, compileRule(each, isCommon)] as const),
  );
  const absent = compileRule(rule.absent, isCommon);
  const otherwise = compileRule(rule.else, isCommon);
  return (body) => {
    const found = read(body);
    return found === null ? absent(body) : (is.find(found) ?? otherwise)(body);
  };
}

function compileFailure(fails: ProfileNames['fails']): (body: unknown) => boolean {
  if (fails === undefined) {
    return () => false;
  }
  const read = compileLook(fails.look);
  return (body) => {
    const found = read(body);
    return found !== null && (fails.is?.includes(found) ?? true);
  };
}

/** The first text, number or boolean at the place, as text; null when there is none. */
function compileLook(look: string): (body: unknown) => string | null {
  const locator = parseLocator(look);
  if (locator.at !== 'json') {
    throw new RangeError(`"${look}" must look into the body: json:/pointer`);
  }
  return (body) => {
    const found = resolvePath(body, locator.path, itemsOfAny).find(isPlain);
    return found === undefined ? null : String(found);
  };
}

function isPlain(value: unknown): value is string | number | boolean {
  return (
    (typeof value === 'string' && value !== '') || typeof value === 'number' || typeof value === 'boolean'
  );
}
