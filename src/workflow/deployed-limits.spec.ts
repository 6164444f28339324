import { describe, expect, it } from 'vitest';
import type { Limits } from '../config/limits.js';
import { deployedLimits, shortestTimeoutMs } from './deployed-limits.js';
import type { WorkflowDocument } from './document.js';

const place = { tenant: 'main', workflowId: 'w', environment: 'staging' };
const some: Limits = { concurrency: { limit: 3, overflow: 'queue' } };
const scopeOf = (document: object, instance: Limits, tenant: Limits) =>
  deployedLimits(place, document as WorkflowDocument, { instance, tenant }).claimScope;

describe('the limits of a deployed workflow', () => {
  it('are claimed under the widest scope that has one, or under none', () => {
    expect(scopeOf({}, {}, {})).toBeNull();
    expect(scopeOf(some, {}, {})).toBe('workflow:main/w@staging');
    expect(scopeOf(some, {}, some)).toBe('tenant:main');
    expect(scopeOf({}, some, {})).toBe('instance');
    expect(scopeOf(some, some, some)).toBe('instance');
  });

  it('are the quotas of everybody who has some', () => {
    const document = { limits: { perDay: 1 } } as WorkflowDocument;
    expect(
      deployedLimits(place, document, { instance: { perMonth: 3 }, tenant: { perDay: 2 } }).quotas,
    ).toEqual([
      { scope: 'instance', period: 'month', limit: 3 },
      { scope: 'tenant:main', period: 'day', limit: 2 },
      { scope: 'workflow:main/w@staging', period: 'day', limit: 1 },
    ]);
    expect(deployedLimits(place, {} as WorkflowDocument, { instance: {}, tenant: {} }).quotas).toEqual([]);
  });

  it('are the shortest time anybody allows', () => {
    expect(shortestTimeoutMs(undefined, 5000, 300)).toBe(300);
    expect(shortestTimeoutMs(undefined, undefined)).toBeUndefined();
  });
});
