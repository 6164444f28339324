import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OwnChange } from '../../ledger/own-change.repository.js';
import { findOrigin, type Returned } from './came-of.js';

const MADE_AT = new Date('2026-11-21T12:00:00Z');

const change = (kind: string, wanted: Record<string, unknown> = {}): OwnChange => ({
  kind,
  wanted,
  madeAt: MADE_AT,
  cause: { execution: kind, depth: 1, lineage: [] },
});
const event = (type: string, body: unknown = {}, rest: Partial<Returned> = {}): Returned => ({
  type,
  commonType: null,
  occurredAt: null,
  body,
  ...rest,
});
const came = (returned: Returned, ...changes: OwnChange[]): boolean =>
  findOrigin(returned, changes) !== undefined;

describe('an event that came of a change', () => {
  const named = change('user.update', { displayName: 'Ada' });

  it.each([
    ['by the name of the member', { displayName: 'Ada' }],
    ['by a usual name of it', { user: { full_name: 'Ada' } }],
    ['anywhere in the body, whatever else is there', { data: { object: { display_name: 'Ada', age: 3 } } }],
    ['beside the value that was', { old: { displayName: 'Bea' }, new: { displayName: 'Ada' } }],
  ])('shows what was wanted, %s', (_, body) => {
    expect(came(event('user.updated', body), named)).toBe(true);
  });

  it.each([
    ['another value', { displayName: 'Countess' }],
    ['the value wanted only as the one that was', { previous: { displayName: 'Ada' }, displayName: 'Bea' }],
    ['no value of what was changed', { email: 'ada@example.com' }],
    ['nothing', null],
  ])('is not one that shows %s', (_, body) => {
    expect(came(event('user.updated', body), named)).toBe(false);
  });

  it.each([
    ['user.disable', 'user.disabled'],
    ['user.enable', 'user.enabled'],
    ['user.delete', 'user.deleted'],
    ['user.create', 'user.created'],
    ['role.assign', 'role.assigned'],
    ['role.remove', 'role.removed'],
    ['group.add', 'group.member_added'],
    ['group.remove', 'group.member_removed'],
  ])('need not show a value where its type says what was done: %s', (kind, type) => {
    expect(came(event(type), change(kind))).toBe(true);
    expect(came(event('theirs', {}, { commonType: type }), change(kind))).toBe(true);
    expect(came(event('user.locked'), change(kind))).toBe(false);
    expect(came(event('user.updated'), change(kind))).toBe(false);
  });

  it('is of the role that was assigned, and of no other', () => {
    const assigned = change('role.assign', { roles: 'admin' });
    expect(came(event('role.assigned', { role: { name: 'admin' } }), assigned)).toBe(true);
    expect(came(event('user.updated', { roles: ['staff', 'admin'] }), assigned)).toBe(true);
    expect(came(event('role.assigned', { role: 'auditor' }), assigned)).toBe(false);
    expect(came(event('role.removed', { role: 'admin' }), assigned)).toBe(false);
  });

  it('may say whether a user is active in any of the usual ways', () => {
    const disabled = change('user.disable', { active: false });
    for (const body of [{ active: false }, { enabled: false }, { profile: { blocked: true } }]) {
      expect(came(event('user.updated', body), disabled)).toBe(true);
    }
    expect(came(event('user.updated', { blocked: false }), disabled)).toBe(false);
    expect(came(event('user.disabled'), change('user.update', { active: false }))).toBe(true);
    expect(came(event('user.enabled'), change('user.update', { active: false }))).toBe(false);
  });

  it('says it by the name of the member first, and nearest to the top', () => {
    const disabled = change('user.disable', { active: false });
    expect(came(event('user.updated', { active: true, mfa: { enabled: false } }), disabled)).toBe(false);
    expect(came(event('user.updated', { enabled: true, mfa: { enabled: false } }), disabled)).toBe(false);
    expect(came(event('user.updated', { user: { name: 'Ada' }, roles: [{ name: 'Bea' }] }), named)).toBe(
      true,
    );
    expect(came(event('user.updated', { user: { name: 'Bea' }, roles: [{ name: 'Ada' }] }), named)).toBe(
      false,
    );
  });

  it('has to show a value where its type is a word only its sender knows', () => {
    expect(came(event('User Edited', { displayName: 'Ada' }), named)).toBe(true);
    expect(came(event('User Edited'), change('user.disable', { active: false }))).toBe(false);
  });

  it('is not one of another kind, whatever it shows', () => {
    for (const type of ['login.succeeded', 'user.verified', 'organization.member_added', 'user.deleted']) {
      expect(came(event(type, { displayName: 'Ada' }), named)).toBe(false);
    }
  });

  it('did not happen before the change, as far as clocks can tell', () => {
    const at = (ms: number): Returned =>
      event('user.updated', { displayName: 'Ada' }, { occurredAt: new Date(MADE_AT.getTime() + ms) });
    expect(came(at(-61_000), named)).toBe(false);
    expect(came(at(-59_000), named)).toBe(true);
  });

  it('is of the newest change that fits', () => {
    const [first, second] = [change('user.update', { title: 'x' }), named];
    expect(findOrigin(event('user.updated', { displayName: 'Ada', title: 'x' }), [second, first])).toBe(
      second,
    );
    expect(findOrigin(event('user.updated', { title: 'x' }), [second, first])).toBe(first);
  });

  it('is found in any body without a failure, and never by a value that is not there', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), fc.string(), (body, wanted) => {
        const absent = `${JSON.stringify(body)} ${wanted}`; // longer than anything in it
        expect(came(event('user.updated', body), change('user.update', { displayName: absent }))).toBe(false);
      }),
    );
  });

  it('is not looked for in all of a body without end', () => {
    const deep = Array.from({ length: 5000 }).reduce<unknown>((inner) => ({ a: inner }), {
      displayName: 'Ada',
    });
    expect(came(event('user.updated', deep), named)).toBe(false);
    const wide = Array.from({ length: 20_000 }, () => ({ displayName: 'Bea' }));
    expect(came(event('user.updated', wide), named)).toBe(false);
  });
});
