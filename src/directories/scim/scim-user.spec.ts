import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { applyChange, creationOf } from '../change.js';
import type { DirectoryUser } from '../directory.js';
import { flatten, quote, unflatten, verifyAttributePath } from './attribute-path.js';
import { patchOperations, readScimSet, toDirectoryUser, toScimResource } from './scim-user.js';

const EXTENSION = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

describe('flat attribute names', () => {
  it('stand for nested ones and for extensions', () => {
    const resource = {
      title: 'Countess',
      name: { givenName: 'Ada' },
      phoneNumbers: [{ value: '1' }],
      [EXTENSION]: { department: 'Maths', manager: { value: 'm1' } },
    };
    const flat = {
      title: 'Countess',
      'name.givenName': 'Ada',
      phoneNumbers: [{ value: '1' }],
      [`${EXTENSION}:department`]: 'Maths',
      [`${EXTENSION}:manager.value`]: 'm1',
    };
    expect(Object.fromEntries(flatten(resource))).toEqual(flat);
    expect(unflatten(flat)).toEqual(resource);
  });

  it.each(['title', 'name.givenName', `${EXTENSION}:department`, `${EXTENSION}:manager.value`, '$ref'])(
    'may be %s',
    (path) => {
      expect(() => verifyAttributePath(path)).not.toThrow();
    },
  );

  it.each(['', 'a b', 'a[b eq "c"]', 'a.b.c', '__proto__', 'a.__proto__', 'a"', 'urn:x y:z', 'a\n', '.a'])(
    'may not be %j',
    (path) => {
      expect(() => verifyAttributePath(path)).toThrow('is not the name of a SCIM attribute');
    },
  );
});

describe('quote', () => {
  it('keeps any text inside the quotes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const quoted = quote(text);
        expect(JSON.parse(quoted)).toBe(text);
        expect(quoted.slice(1, -1)).not.toMatch(/(?<!\\)(\\\\)*"/);
      }),
    );
  });
});

describe('a resource of another server', () => {
  it('is read as well as it can be', () => {
    const resource = {
      id: 'u1',
      emails: [{ value: 'first@b.c' }, { value: 'second@b.c' }, null],
      roles: ['bare', { display: 'shown' }, { type: 'none' }],
      groups: [{ value: 'g1' }],
      displayName: '',
      title: null,
    };
    expect(toDirectoryUser(resource)).toEqual({
      id: 'u1',
      email: 'first@b.c',
      active: true,
      roles: ['bare', 'shown'],
      groups: ['g1'],
      attributes: {},
    });
  });

  it.each([
    [
      [{ value: 'a@b.c', primary: true }],
      { op: 'replace', path: 'emails[primary eq true].value', value: 'n@b.c' },
    ],
    [
      [{ value: 'a"@b.c' }],
      { op: 'replace', path: String.raw`emails[value eq "a\"@b.c"].value`, value: 'n@b.c' },
    ],
    [undefined, { op: 'add', path: 'emails', value: [{ value: 'n@b.c', type: 'work', primary: true }] }],
  ])('with the emails %j gets a new one by one operation', (emails, operation) => {
    const resource = { id: 'u1', userName: 'ada', ...(emails === undefined ? {} : { emails }) };
    const { difference } = applyChange(toDirectoryUser(resource), {
      kind: 'user.update',
      user: 'u1',
      set: { email: 'n@b.c' },
    });
    expect(patchOperations(resource, difference)).toEqual([operation]);
  });

  it('loses all of its emails when the email is removed', () => {
    const operations = patchOperations(
      { id: 'u1', emails: [{ value: 'a@b.c' }] },
      { email: { from: 'a@b.c', to: null } },
    );
    expect(operations).toEqual([{ op: 'remove', path: 'emails' }]);
  });
});

describe('readScimSet', () => {
  const user: DirectoryUser = {
    id: 'u1',
    active: true,
    roles: [],
    groups: [],
    attributes: { 'name.givenName': 'Ada', [`${EXTENSION}:department`]: 'Maths', nameless: 1 },
  };

  it('removes all of a complex attribute or extension', () => {
    expect(readScimSet({ name: null, [EXTENSION]: null }, 'u1', user)).toEqual({
      name: null,
      'name.givenName': null,
      [EXTENSION]: null,
      [`${EXTENSION}:department`]: null,
    });
  });

  it('takes the id it is called by for granted', () => {
    expect(readScimSet({ id: 'ada', title: 'x' }, 'ada', user)).toEqual({ title: 'x' });
    expect(() => readScimSet({ id: 'other' }, 'ada', user)).toThrow('cannot change');
  });
});

const text = fc.string({ minLength: 1, maxLength: 8 });
const users = fc.record(
  {
    userName: text,
    email: text,
    displayName: text,
    active: fc.boolean(),
    roles: fc.uniqueArray(text, { maxLength: 4 }),
    title: text,
    'name.givenName': text,
    [`${EXTENSION}:department`]: text,
  },
  { requiredKeys: ['userName'] },
);

describe('any user', () => {
  it('is read back as it was made', () => {
    fc.assert(
      fc.property(users, (set) => {
        const { user } = applyChange(null, { kind: 'user.create', user: 'u1', set });
        const resource = { ...toScimResource(user!, null), id: 'u1' };
        expect(creationOf(toDirectoryUser(resource))).toEqual(creationOf(user!));
      }),
    );
  });

  it('needs operations exactly when something differs', () => {
    fc.assert(
      fc.property(users, users, (first, second) => {
        const { user } = applyChange(null, { kind: 'user.create', user: 'u1', set: first });
        const resource = { ...toScimResource(user!, null), id: 'u1' };
        const { changed, difference } = applyChange(user, { kind: 'user.update', user: 'u1', set: second });
        expect(patchOperations(resource, difference).length > 0).toBe(changed);
      }),
    );
  });
});
