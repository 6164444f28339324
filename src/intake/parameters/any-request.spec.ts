import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ParameterDefinition } from '../../workflow/parameters/parameter.js';
import { type CompiledParameters, compileParameters } from '../../workflow/parameters/compile-parameters.js';
import { fits, isOneOf, PARAMETER_TYPES } from '../../workflow/parameters/parameter-type.js';
import { type ParameterRequest, readParameters } from './read-parameters.js';

/** Few names, so that requests often have what is asked for; the hostile ones as often. */
const NAMES = ['a', 'b', 'c', '__proto__', 'constructor', 'toString', 'length', '0'];
const name = fc.constantFrom(...NAMES);
const json = fc.jsonValue({ maxDepth: 3 });
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }),
  json.map((value) => JSON.stringify(value)),
  fc.constantFrom('0x10', ' 1', '1e999', '-0', '00', 'TRUE', 'true', '[', '{}', ''),
);
const fields = fc.dictionary(name, fc.oneof(text, fc.array(text, { minLength: 2, maxLength: 3 })));
const request: fc.Arbitrary<ParameterRequest> = fc.oneof(
  fc.record({
    body: fc.oneof(json, fc.dictionary(name, json)),
    query: fields,
    headers: fields,
    isForm: fc.constant(false),
  }),
  fc.record({ body: fields, query: fields, headers: fields, isForm: fc.constant(true) }),
  fc.record({ body: fc.anything(), query: fields, headers: fields, isForm: fc.boolean() }),
);

const definition: fc.Arbitrary<ParameterDefinition> = fc
  .record({
    type: fc.constantFrom(...PARAMETER_TYPES),
    in: fc.constantFrom('body', 'query', 'header'),
    from: fc.oneof(
      name,
      fc.array(name, { minLength: 1, maxLength: 3 }).map((way) => `/${way.join('/')}`),
    ),
    required: fc.boolean(),
    preset: fc.option(json, { nil: undefined }),
    allowed: fc.option(fc.array(json, { minLength: 1, maxLength: 3 }), { nil: undefined }),
    whole: fc.boolean(),
  })
  .map(({ preset, allowed, ...rest }) => {
    const values = allowed?.filter((one) => fits(rest.type, one)) ?? [];
    const isPreset =
      !rest.required && fits(rest.type, preset) && (values.length === 0 || isOneOf(preset, values));
    return {
      ...rest,
      whole: rest.whole && rest.in === 'body',
      ...(isPreset ? { default: preset } : {}),
      ...(values.length > 0 ? { enum: values } : {}),
    };
  });

const parameters: fc.Arbitrary<CompiledParameters> = fc
  .array(definition, { maxLength: 5 })
  .map((all) => compileParameters(Object.fromEntries(all.map((one, index) => [`p${index}`, one]))));

describe('whatever is sent', () => {
  it('every parameter is a value of its type, is told as a fault, or is missing and may be', () => {
    fc.assert(
      fc.property(parameters, request, (all, sent) => {
        const result = readParameters(all, sent);
        const faults = result.ok ? [] : result.faults.map((fault) => fault.name);
        const values = result.ok ? result.values : {};

        expect(result.ok).toBe(faults.length === 0);
        expect(Object.keys(values).every((key) => all.some((one) => one.name === key))).toBe(true);
        for (const { name, type, required, enum: allowed } of all.filter(() => result.ok)) {
          const value = values[name];
          expect(Object.hasOwn(values, name) ? fits(type, value) : !required).toBe(true);
          expect(value === undefined || allowed === undefined || isOneOf(value, allowed)).toBe(true);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('a request with one fault is told every fault it has', () => {
    fc.assert(
      fc.property(parameters, request, (all, sent) => {
        const result = readParameters(all, sent);
        const one = all.flatMap((parameter) => {
          const alone = readParameters([parameter], sent);
          return alone.ok ? [] : alone.faults;
        });

        expect(result.ok ? [] : result.faults).toEqual(one);
      }),
      { numRuns: 1_000 },
    );
  });

  it('nothing of it is in what is told', () => {
    const secret = fc.string({ unit: fc.constantFrom('q', 'z', '7'), minLength: 12, maxLength: 20 });
    fc.assert(
      fc.property(parameters, secret, (all, value) => {
        const record = { a: value, b: [value, value], c: value, '0': value };
        const result = readParameters(all, { body: record, query: record, headers: record, isForm: true });

        expect(JSON.stringify(result.ok ? [] : result.faults)).not.toContain(value);
      }),
    );
  });

  it('what every object inherits is never read', () => {
    const inherited = fc.constantFrom(...Object.getOwnPropertyNames(Object.prototype), 'length', 'name');
    const empty = fc.constantFrom<unknown>({}, [], '', 0, null, { a: {} }, { a: [] }, { a: 'x' });
    fc.assert(
      fc.property(inherited, inherited, empty, fc.boolean(), (one, other, body, isForm) => {
        const ways = [one, `/${one}`, `/a/${one}`, `/${one}/${other}`];
        const all = compileParameters(
          Object.fromEntries(
            ways.map((from, index) => [
              `p${index}`,
              { type: 'any', in: 'body', from, required: false, whole: false },
            ]),
          ),
        );

        expect(readParameters(all, { body, query: {}, headers: {}, isForm })).toEqual({
          ok: true,
          values: {},
        });
      }),
    );
  });
});
