/** The workflow n8n runs: webhook at the path of the hook, a condition, a value, the end. */
import { ADDRESS } from '../event.mjs';

export const WORKFLOW_ID = 'benchFollowUser0';

const node = (name, type, typeVersion, parameters, index) => ({
  id: `bench-${index}`,
  name,
  type: `n8n-nodes-base.${type}`,
  typeVersion,
  position: [index * 200, 0],
  parameters,
});

const isPro = {
  options: { caseSensitive: true, typeValidation: 'strict', version: 2 },
  combinator: 'and',
  conditions: [
    {
      id: 'paying',
      leftValue: '={{ $json.body.data.plan }}',
      rightValue: 'pro',
      operator: { type: 'string', operation: 'equals' },
    },
  ],
};

const message = {
  id: 'message',
  name: 'message',
  type: 'string',
  value: '=plan of {{ $json.body.userId }} is {{ $json.body.data.plan }}',
};

export const workflow = () => ({
  id: WORKFLOW_ID,
  name: 'follow user',
  active: false,
  settings: { executionOrder: 'v1' },
  nodes: [
    {
      ...node(
        'hook',
        'webhook',
        2,
        {
          httpMethod: 'POST',
          path: ADDRESS,
          responseMode: 'onReceived',
          options: { responseCode: { values: { responseCode: 202 } } },
        },
        0,
      ),
      webhookId: ADDRESS.slice(0, 32),
    },
    node('decide', 'if', 2.2, { conditions: isPro, options: {} }, 1),
    node('trace', 'set', 3.4, { assignments: { assignments: [message] }, options: {} }, 2),
    node('end', 'noOp', 1, {}, 3),
  ],
  connections: {
    hook: to(['decide']),
    decide: to(['trace'], ['trace']),
    trace: to(['end']),
  },
});

/** Where each output of a node leads. */
function to(...outputs) {
  return { main: outputs.map((names) => names.map((name) => ({ node: name, type: 'main', index: 0 }))) };
}
