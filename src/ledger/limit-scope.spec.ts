import { describe, expect, it } from 'vitest';
import { INSTANCE, kindOf, tenantOf, tenantScope, workflowScope } from './limit-scope.js';

const place = { tenant: 'a/b:c', workflowId: '0190a000-0000-7000-8000-0000000000cc', environment: 'staging' };

describe('a limit scope', () => {
  it('knows what it is of, and the tenant it is in, whatever that is called', () => {
    expect(workflowScope(place)).toBe('workflow:a/b:c/0190a000-0000-7000-8000-0000000000cc@staging');
    expect([INSTANCE, tenantScope('a/b:c'), workflowScope(place)].map(tenantOf)).toEqual([
      null,
      'a/b:c',
      'a/b:c',
    ]);
    expect([INSTANCE, tenantScope('main'), workflowScope(place)].map(kindOf)).toEqual([
      'instance',
      'tenant',
      'workflow',
    ]);
  });
});
