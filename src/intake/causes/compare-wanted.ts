/** Looks for the values a change wanted in the body of an event, whatever the sender calls them. */

/** No value stands there, one that was wanted does, or only others do. */
export type Compared = 'absent' | 'equal' | 'differs';

/** What members of a user are called, in lower case and without signs; by the member's own name besides. */
const NAMES: Readonly<Record<string, readonly string[]>> = {
  active: ['enabled', 'isactive', 'isenabled'],
  userName: ['login', 'preferredusername', 'loginname'],
  email: ['emailaddress', 'mail', 'primaryemail'],
  displayName: ['name', 'fullname'],
  roles: ['role', 'rolename', 'roleid'],
  groups: ['group', 'groupname', 'groupid'],
};
/** Say the opposite of `active`. */
const OPPOSITE = ['blocked', 'disabled', 'suspended', 'isblocked', 'isdisabled', 'issuspended'];
/** Members that show how it was. */
const BEFORE = /^(old|prev|before|from$|original)/;

const MOST_VALUES = 5000;
const DEEPEST = 12;

/** The values of the event, by plain name. */
type Values = ReadonlyMap<string, readonly unknown[]>;

export function compareWanted(wanted: Readonly<Record<string, unknown>>, body: unknown): Compared {
  const values = valuesOf(body);
  const compared = Object.entries(wanted).map(([name, value]) => compareOne(name, value, values));
  if (compared.includes('differs')) {
    return 'differs';
  }
  return compared.includes('equal') ? 'equal' : 'absent';
}

function compareOne(name: string, wanted: unknown, values: Values): Compared {
  const found = [name, ...(Object.hasOwn(NAMES, name) ? NAMES[name]! : [])]
    .flatMap((each) => values.get(plainName(each)) ?? [])
    .map((value) => isEqual(wanted, value));
  const opposite =
    name === 'active'
      ? OPPOSITE.flatMap((each) => values.get(each) ?? []).map((value) => isEqual(wanted !== true, value))
      : [];
  const all = [...found, ...opposite];
  return all.length === 0 ? 'absent' : all.includes(true) ? 'equal' : 'differs';
}

/** A list is there when all of it is; members of lists may be objects that name themselves. */
function isEqual(wanted: unknown, value: unknown): boolean {
  if (wanted === null) {
    return value === null || value === '';
  }
  const there = textsOf(value);
  const texts = textsOf(wanted);
  return texts.size > 0
    ? [...texts].every((text) => there.has(text))
    : Array.isArray(wanted) && there.size === 0;
}

function textsOf(value: unknown): Set<string> {
  const texts = new Set<string>();
  const gather = (one: unknown, deep: number): void => {
    if (typeof one === 'object' && one !== null) {
      const inner = deep < DEEPEST ? Object.values(one) : [];
      inner.forEach((each) => gather(each, deep + 1));
    } else if (one !== null && one !== undefined) {
      texts.add(String(one));
    }
  };
  gather(value, 0);
  return texts;
}

function valuesOf(body: unknown): Values {
  const values = new Map<string, unknown[]>();
  let left = MOST_VALUES;
  const gather = (one: unknown, deep: number): void => {
    if (typeof one !== 'object' || one === null || deep > DEEPEST) {
      return;
    }
    for (const [name, value] of Object.entries(one)) {
      const plain = plainName(name);
      left -= 1;
      if (left < 0) {
        return;
      }
      if (!BEFORE.test(plain)) {
        values.set(plain, [...(values.get(plain) ?? []), value]);
        gather(value, deep + 1);
      }
    }
  };
  gather(body, 0);
  return values;
}

const plainName = (name: string): string => name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
