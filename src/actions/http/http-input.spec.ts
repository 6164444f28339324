import { expect, it } from 'vitest';

import { GuardedClient } from '../../outbound/guarded-client.js';
import { parseWorkflow } from '../../workflow/parse.js';
import { builtInActions } from '../built-in-actions.js';
import { createActionRegistry } from '../registry.js';

it('statuses that are none are told what there may be', () => {
  const catalog = createActionRegistry(builtInActions(new GuardedClient({ allow: [] })));
  const call = `{ id: call, type: http.request, url: 'https://api.example.com', expect: OK }`;
  const { faults } = parseWorkflow(`id: a\nnamespace: b\ntasks: [${call}]`, { catalog });

  expect(faults.map(({ path, message }) => `${path}: ${message}`)).toEqual([
    'tasks[0].expect: does not fit: statuses that count as success: 204, "200-299", or a list of such. Default 200 to 299.',
  ]);
});
