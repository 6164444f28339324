import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';

import { CATALOG } from '../../test/support/a-catalog.js';
import { workflowSchema } from './schema.js';
import { taskSchema } from './task-input-schema.js';

describe('the published schema', () => {
  it('is a JSON Schema of draft-07', () => {
    const ajv = new Ajv({ strict: false });

    expect(ajv.validateSchema(workflowSchema(CATALOG))).toBe(true);
    expect(JSON.parse(JSON.stringify(workflowSchema(CATALOG)))).toEqual(workflowSchema(CATALOG));
  });

  it.each([
    [{ id: 'a', namespace: 'b', tasks: [{ id: 'x', type: 'audit.log', message: 'm' }] }, true],
    [{ id: 'a', namespace: 'b', tasks: [{ id: 'x', type: 'audit.log', message: '{{ 1 }}' }] }, true],
    [{ id: 'a', namespace: 'b', tasks: [{ id: 'x', type: 'audit.log' }] }, false],
    [{ id: 'a', namespace: 'b', tasks: [{ id: 'x', type: 'other', message: 'm' }] }, false],
  ])('%j is valid: %s', (value, expected) => {
    expect(new Ajv({ strict: false }).compile(workflowSchema(CATALOG))(value)).toBe(expected);
  });

  it.each([
    [{ reentry: 'avoid' }, true],
    [{ reentry: 'allow', order: 'latest' }, true],
    [{ reentry: 'never' }, false],
    [{ order: 'newest' }, false],
  ])('takes a trigger that says %j: %s', (said, expected) => {
    const tasks = [{ id: 'x', type: 'audit.log', message: 'm' }];
    const validate = new Ajv({ strict: false }).compile(workflowSchema(CATALOG));
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
