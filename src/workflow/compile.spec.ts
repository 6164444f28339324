import { describe, expect, it } from 'vitest';

import { CATALOG } from '../../test/support/a-catalog.js';
import { aScope } from '../../test/support/a-scope.js';
import { compileWorkflow } from './compile.js';
import type { CompiledWorkflow } from './compile.js';
import { parseWorkflow } from './parse.js';

function compiled(text: string): CompiledWorkflow {
  return compileWorkflow(parseWorkflow(text, { catalog: CATALOG }).document!);
}

const FULL = `id: one
namespace: acme
lane: "{{ trigger.body.userId }}"
triggers:
  - { id: a, type: event, source: s, events: ["*"], when: trigger.body.on }
  - { id: b, type: webhook, token: { from: "header:K", secrets: ["{{ secret('TOKEN') }}"] } }
tasks:
  - { id: x, type: audit.log, if: "secret('FLAG') == 'y'", message: "{{ secret('KEY') }} {{ secret('FLAG') }}" }
  - { id: y, type: audit.log, message: plain }
`;

describe('a compiled workflow', () => {
  it('has every expression ready and knows every secret', () => {
    const workflow = compiled(FULL);
    const scope = aScope({ userId: 'u1', on: true });

    expect(workflow.secretNames).toEqual(['FLAG', 'KEY', 'TOKEN']);
    expect(workflow.lane!.render(scope).value).toBe('u1');
    expect(workflow.triggers.map((trigger) => trigger.when?.evaluate(scope))).toEqual([true, undefined]);
    expect(workflow.tasks.map((task) => task.if?.evaluate(scope))).toEqual([false, undefined]);
    const inputs = workflow.tasks.flatMap((task) => (task.kind === 'action' ? [task.input] : []));
    expect(inputs[0]!.render(scope).recorded).toEqual({ message: '[redacted] [redacted]' });
    expect(inputs[1]!.isConstant).toBe(true);
  });

  it('has no lane and no secrets when the document has none', () => {
    const workflow = compiled('{id: a, namespace: b, tasks: [{id: x, type: audit.log, message: m}]}');

    expect(workflow.lane).toBeUndefined();
    expect(workflow.secretNames).toEqual([]);
  });

  it('is not made of a document that repeats more text than one that can be saved has', () => {
    const repeated = `{{ [${'1, '.repeat(999)}1] }}`;
    const task = { id: 'x', type: 'log', input: { message: Array.from({ length: 200 }, () => repeated) } };
    const document = { id: 'a', namespace: 'b', labels: {}, triggers: [], tasks: [task] };

    expect(() => compileWorkflow(document)).toThrow('at most 512 KB of text');
  });
});
