import { expect, it } from 'vitest';

import { GuardedClient } from '../../outbound/guarded-client.js';
import { parseWorkflow } from '../../workflow/parse.js';
import { builtInActions } from '../built-in-actions.js';
import { createActionRegistry } from '../registry.js';

const catalog = createActionRegistry(builtInActions(new GuardedClient({ allow: [] })));

it.each([
  ['no secret', { clientSecret: undefined }, "tasks[0].auth: 'clientSecret' is missing"],
  ['a member nobody knows', { scopes: 'a' }, 'tasks[0].auth.scopes: unknown'],
  ['another type', { type: 'basic' }, 'tasks[0].auth.type: must be'],
  ['another method', { method: 'private_key_jwt' }, 'tasks[0].auth.method: must be'],
])('a client with %s is told where the document is checked', (_, wrong, told) => {
  const auth = { type: 'oauth2', tokenUrl: 'https://id.example', clientId: 'a', clientSecret: 'b', ...wrong };
  const call = { id: 'call', type: 'http.request', url: 'https://api.example.com', auth };
  const text = JSON.stringify({ id: 'a', namespace: 'b', tasks: [call] });
  const { faults } = parseWorkflow(text, { catalog });

  expect(faults.map(({ path, message }) => `${path}: ${message}`)).toEqual([expect.stringContaining(told)]);
});

it('a client is a map or made by an expression, and so is each of its members', () => {
  const members = ['type', 'tokenUrl', 'clientId', 'clientSecret', 'scope', 'audience', 'method', 'params'];
  const each = Object.fromEntries(members.map((name) => [name, `{{ var('${name}') }}`]));
  for (const auth of [each, "{{ var('CLIENT') }}"]) {
    const call = { id: 'call', type: 'http.request', url: 'https://api.example.com', auth };
    const text = JSON.stringify({ id: 'a', namespace: 'b', tasks: [call] });
    expect(parseWorkflow(text, { catalog }).faults).toEqual([]);
  }
});

it('statuses that are none are told what there may be', () => {
  const call = `{ id: call, type: http.request, url: 'https://api.example.com', expect: OK }`;
  const { faults } = parseWorkflow(`id: a\nnamespace: b\ntasks: [${call}]`, { catalog });

  expect(faults.map(({ path, message }) => `${path}: ${message}`)).toEqual([
    'tasks[0].expect: does not fit: statuses that count as success: 204, "200-299", or a list of such. Default 200 to 299.',
  ]);
});
