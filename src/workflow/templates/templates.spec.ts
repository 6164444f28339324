import { describe, expect, it } from 'vitest';
import { builtInActions } from '../../actions/built-in-actions.js';
import { createActionRegistry } from '../../actions/registry.js';
import { GuardedClient } from '../../outbound/guarded-client.js';
import { faultLine } from '../fault.js';
import { parseWorkflow } from '../parse.js';
import { readTemplate, TEMPLATES } from './templates.js';

const catalog = createActionRegistry(builtInActions(new GuardedClient({ allow: [] })));

describe('A6: the templates', () => {
  it('are one for each use case', () => {
    expect(TEMPLATES.map(({ name }) => name)).toEqual([
      'sign-up',
      'password-change',
      'system-alert',
      'profile-update',
      'login-attempt',
      'role-change',
      'joiner-mover-leaver',
      'dormant-accounts',
      'suspicious-login',
      'erasure-request',
    ]);
  });

  it.each(TEMPLATES)('$name loads without faults or warnings, and is short', ({ name, what }) => {
    const text = readTemplate(name);
    const { document, faults, warnings } = parseWorkflow(text, { catalog });
    expect([...faults, ...warnings].map((fault) => faultLine(fault))).toEqual([]);
    expect(document).toMatchObject({ id: name, description: what });
    expect(text.split('\n').length).toBeLessThan(90);
    expect(text).toMatch(/^# /);
  });
});
