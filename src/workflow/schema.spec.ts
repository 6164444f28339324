import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';

import { CATALOG } from '../../test/support/a-catalog.js';
import { workflowSchema } from './schema.js';
import { FLOW_TYPES } from './tasks/flow-schema.js';
import { taskSchema } from './task-input-schema.js';

interface Definitions {
  readonly task: {
    readonly properties: { readonly type: { readonly enum: readonly string[] } };
    // oxlint-disable-next-line unicorn/no-thenable -- a JSON Schema keyword
    readonly allOf: readonly { readonly then: object }[];
  };
  readonly outputs: { readonly properties: object };
}

describe('the published schema', () => {
  it('is one JSON Schema of draft 2020-12', () => {
    const ajv = new Ajv2020({ strict: false });

    expect(ajv.validateSchema(workflowSchema(CATALOG))).toBe(true);
    expect(JSON.parse(JSON.stringify(workflowSchema(CATALOG)))).toEqual(workflowSchema(CATALOG));
  });

  it('tells the input and the output of every type of task', () => {
    const { task, outputs } = workflowSchema(CATALOG)['$defs'] as Definitions;
    const types = [...CATALOG.keys(), ...FLOW_TYPES];

    expect(Object.keys(outputs.properties)).toEqual(types);
    expect(task.properties.type.enum).toEqual(expect.arrayContaining(types));
    expect(task.allOf.filter((one) => !('properties' in one.then))).toEqual([]);
    expect(() => new Ajv2020({ strict: false, validateFormats: false }).compile(outputs)).not.toThrow();
  });

  it.each([
    [{ id: 'a', namespace: 'b', tasks: [{ id: 'x', type: 'audit.log', message: 'm' }] }, true],
    [{ id: 'a', namespace: 'b', tasks: [{ id: 'x', type: 'audit.log', message: '{{ 1 }}' }] }, true],
    [{ id: 'a', namespace: 'b', tasks: [{ id: 'x', type: 'audit.log' }] }, false],
    [{ id: 'a', namespace: 'b', tasks: [{ id: 'x', type: 'other', message: 'm' }] }, false],
  ])('%j is valid: %s', (value, expected) => {
    expect(new Ajv2020({ strict: false }).compile(workflowSchema(CATALOG))(value)).toBe(expected);
  });

  it.each([
    [{ reentry: 'avoid' }, true],
    [{ reentry: 'allow', order: 'latest' }, true],
    [{ reentry: 'never' }, false],
    [{ order: 'newest' }, false],
  ])('takes a trigger that says %j: %s', (said, expected) => {
    const tasks = [{ id: 'x', type: 'audit.log', message: 'm' }];
    const validate = new Ajv2020({ strict: false }).compile(workflowSchema(CATALOG));
    for (const rest of [
      { type: 'event', source: 's', events: ['*'] },
      { type: 'webhook', open: true },
    ]) {
      const triggers = [{ id: 't', ...rest, ...said }];
      expect(validate({ id: 'a', namespace: 'b', triggers, tasks })).toBe(expected);
    }
  });

  it('refuses a task type whose input cannot be put into it', () => {
    const broken = {
      type: 'x',
      description: 'x',
      output: {},
      input: { type: 'object', properties: { a: { $ref: '#/b' } } },
    };

    expect(() => taskSchema(broken, {})).toThrow(
      'task type x: its input schema must be of an object, without $ref',
    );
    expect(() => taskSchema({ ...broken, input: { type: 'string' } }, {})).toThrow('must be of an object');
  });
});
