import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { ConfigInvalid } from '../../errors/errors.js';
import { compileNaming, type Nameable, type Naming, type ProfileNames } from './naming.js';
import { PatternTable } from './pattern-table.js';

/** As written down: a profile may stand on another, whose types it adds to. */
interface WrittenNames extends ProfileNames {
  readonly extends?: string;
  /** What the sender speaks about, when that is nothing we have common types for. */
  readonly none?: string;
}

interface Written {
  /** Every common type with what it means. */
  readonly types: Readonly<Record<string, string>>;
  readonly profiles: Readonly<Record<string, WrittenNames>>;
}

/** What a source adds to the vocabulary, or says in its place: patterns of its types, each with a common type. */
export type OwnNames = Readonly<Record<string, string>>;

/** Common event types beside the senders' own, so that one workflow serves many platforms. Data, complete and checked. */
export class Vocabulary {
  readonly isCommon = (type: string): boolean => Object.hasOwn(this.written.types, type);
  private readonly namings = new Map<string, Naming>();
  private readonly unnamed: Naming;

  /** Throws ConfigInvalid naming every fault: a profile without an entry, an unknown type, an ambiguous pattern. */
  constructor(
    private readonly written: Written,
    profileNames: Iterable<string>,
  ) {
    const faults: string[] = [];
    const known = new Set(profileNames);
    this.unnamed = compileNaming({ own: true }, this.isCommon);
    for (const name of new Set([...known, ...Object.keys(written.profiles)])) {
      try {
        if (!known.has(name)) {
          throw new RangeError('there is no such profile');
        }
        this.namings.set(name, compileNaming(this.namesOf(name), this.isCommon));
      } catch (error) {
        faults.push(`vocabulary of ${name}: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
    if (faults.length > 0) {
      throw new ConfigInvalid(faults);
    }
  }

  /** Every common type with what it means. */
  get types(): Readonly<Record<string, string>> {
    return this.written.types;
  }

  /** The common type of an event that came by a profile, null for a source without one; null where nothing fits. */
  commonTypeOf(profile: string | null, event: Nameable): string | null {
    return this.namingOf(profile)(event);
  }

  /** `commonTypeOf` for the events of one hook, whose own names go first. Throws a RangeError as `requireOwn`. */
  namingOf(profile: string | null, own: OwnNames = {}): Naming {
    const naming = (profile === null ? undefined : this.namings.get(profile)) ?? this.unnamed;
    const first = this.requireOwn(own);
    return (event) => (event.type === null ? undefined : first.find(event.type)) ?? naming(event);
  }

  /**
   * What events may be called that come by a profile, null for a source without one: as the sender names them, as the source
   * does, and by their common types, unless it speaks about none of them.
   */
  typesOf(
    profile: string | null,
    own: OwnNames = {},
  ): { readonly names: readonly string[]; readonly isKnown: (type: string) => boolean } {
    const isShipped = profile !== null && this.namings.has(profile);
    const { types = {}, failed = {}, none }: WrittenNames = isShipped ? this.namesOf(profile) : {};
    const written = [types, failed, own];
    const common = none === undefined || Object.keys(own).length > 0 ? Object.keys(this.types) : [];
    const names = new Set([...written.flatMap((rules) => Object.keys(rules)), ...common]);
    const tables = written.map((rules) => new PatternTable(Object.entries(rules)));
    return {
      names: [...names].filter((name) => !name.includes('*')),
      isKnown: (type) => names.has(type) || tables.some((table) => table.find(type) !== undefined),
    };
  }

  /** Throws a RangeError that names a pattern which is none, or a type that is not common. */
  requireOwn(own: OwnNames): PatternTable<string> {
    const stranger = Object.values(own).find((type) => !this.isCommon(type));
    if (stranger !== undefined) {
      throw new RangeError(`"${stranger}" is not a common type`);
    }
    return new PatternTable(Object.entries(own));
  }

  /** The profile whose types another shares without any of its own; null when there is none. */
  twinOf(name: string): string | null {
    const { extends: parentName, types } = this.written.profiles[name] ?? {};
    return parentName !== undefined && types === undefined ? parentName : null;
  }

  /** What is written of a profile, with what it stands on. Throws a RangeError. */
  namesOf(name: string, below: readonly string[] = []): WrittenNames {
    const names = Object.hasOwn(this.written.profiles, name) ? this.written.profiles[name] : undefined;
    if (names === undefined || below.includes(name)) {
      throw new RangeError(`there is no entry, or it stands on itself: ${[...below, name].join(' < ')}`);
    }
    const { extends: parentName, ...own } = names;
    const parent = parentName === undefined ? {} : this.namesOf(parentName, [...below, name]);
    return { ...parent, ...own, types: { ...parent.types, ...own.types } };
  }
}

/** Reads the shipped vocabulary for the profiles there are; throws ConfigInvalid naming every fault. */
export function loadVocabulary(profileNames: Iterable<string>): Vocabulary {
  return readVocabulary(readJson('vocabulary.json'), profileNames);
}

/** Checks a vocabulary; throws ConfigInvalid naming every fault. */
export function readVocabulary(written: unknown, profileNames: Iterable<string>): Vocabulary {
  const isWritten = new Ajv({ allErrors: true, strict: false }).compile<Written>(
    readJson('vocabulary.schema.json') as object,
  );
  if (!isWritten(written)) {
    throw new ConfigInvalid(
      (isWritten.errors ?? []).map(({ instancePath, message }) => `vocabulary${instancePath}: ${message}`),
    );
  }
  return new Vocabulary(written, profileNames);
}

/** Beside this file in `src` and in `dist` alike. */
function readJson(name: string): unknown {
  return JSON.parse(readFileSync(new URL(name, import.meta.url), 'utf8'));
}
