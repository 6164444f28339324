/** The checker of the fault suite finds what it is there to find. */
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { SYNC, TRAIL, workflowsFor } from '../support/fault-seed.js';
import type { Effect } from '../support/fault-target.js';
import { violations } from '../support/ledger-checker.js';
import type { Observed, SeenAudit, SeenExecution, SeenUpdate } from '../support/ledger-checker.js';
import type { Acknowledged } from '../support/sender.js';

type Writable<T> = { -readonly [K in keyof T]: T[K] };
type Mutable<T> = { -readonly [K in keyof T]: T[K] extends readonly (infer I)[] ? Writable<I>[] : T[K] };

/** Two users with three events each, and everything as it should be. */
function everythingKept(): Mutable<Observed> {
  const acknowledged = ['ada', 'bob'].flatMap((subject) =>
    [1, 2, 3].map((number) => anEvent(subject, number)),
  );
  const executions = acknowledged.flatMap(executionsOf);
  const synced = executions.filter(({ workflow }) => workflow === SYNC);
  const eventOf = (one: SeenExecution): Acknowledged =>
    acknowledged.find(({ event }) => event === one.event)!;
  return {
    acknowledged,
    repeats: [{ first: acknowledged[0]!, again: { ...acknowledged[0]!, status: 200 } }],
    events: acknowledged.map(({ event }) => event),
    executions,
    open: [],
    audit: executions.flatMap(auditOf),
    updates: synced.map((one) => updateOf(one, eventOf(one).number)),
    users: ['ada', 'bob', 'idle'].map((id) => ({
      id,
      version: id === 'idle' ? 1 : 4,
      sequence: id === 'idle' ? 0 : 3,
    })),
    effects: synced.map((one) => effectOf(one, eventOf(one))),
    leaks: [],
    tree: [],
    failures: ['cut', '503'],
  };
}

function anEvent(subject: string, number: number): Acknowledged {
  const event = `event-${subject}-${number}`;
  const executions = workflowsFor(number).map((workflow) => `${event}-${workflow}`);
  return { id: `msg-${subject}-${number}`, subject, number, status: 202, event, executions, tries: 1 };
}

function executionsOf({ event, number }: Acknowledged): SeenExecution[] {
  const [started, finished] = [String(number * 1000), String(number * 1000 + 900)];
  return workflowsFor(number).map((workflow) => ({
    id: `${event}-${workflow}`,
    event,
    workflow,
    status: 'succeeded',
    started,
    finished,
  }));
}

function auditOf({ id, workflow }: SeenExecution): SeenAudit[] {
  const leaf = Buffer.from(id);
  const hash = createHash('sha256')
    .update(Buffer.from([0]))
    .update(leaf)
    .digest();
  const verbs = workflow === SYNC ? ['user.synced'] : ['trail.kept'];
  return verbs.map((verb) => ({ execution: id, verb, leaf, hash }));
}

const updateOf = ({ id }: SeenExecution, number: number): SeenUpdate => ({
  execution: id,
  difference: { sequence: { from: number - 1, to: number } },
});

const effectOf = ({ id }: SeenExecution, { subject, number }: Acknowledged): Effect => ({
  key: `${id}.call.0`,
  execution: id,
  subject,
  number,
  isAuthorized: true,
});

describe('the checker', () => {
  it('has nothing to say when every promise was kept', () => {
    expect(violations(everythingKept())).toEqual([]);
  });

  it('lets a call be repeated under its key, even after a later one', () => {
    const seen = everythingKept();
    seen.effects.push({ ...seen.effects[0]! });
    expect(violations(seen)).toEqual([]);
  });

  const broken: [string, RegExp, (seen: Mutable<Observed>) => void][] = [
    ['an event that is not in the ledger', /not in the ledger/, (seen) => seen.events.shift()],
    ['an event nobody sent', /recorded and nobody sent it/, (seen) => seen.events.push('stray')],
    ['an execution that is missing', /ran nothing/, (seen) => seen.executions.shift()],
    [
      'a workflow that ran twice',
      /ran sync-user,sync-user/,
      (seen) => seen.executions.push({ ...seen.executions[0]!, id: 'twice' }),
    ],
    [
      'a workflow that ran although its condition does not hold',
      /ran sync-user,keep-trail/,
      (seen) => seen.executions.push({ ...seen.executions[0]!, id: 'more', workflow: TRAIL }),
    ],
    [
      'another execution than the sender was told',
      /promised other executions/,
      (seen) => (seen.acknowledged[0] = { ...seen.acknowledged[0]!, executions: ['other'] }),
    ],
    ['an execution that was given up on', /ended dead/, (seen) => (seen.executions[0]!.status = 'dead')],
    ['an audit log that does not verify', /its end is gone/, (seen) => seen.tree.push('its end is gone')],
    ['an execution that is still open', /still open/, (seen) => seen.open.push('one')],
    [
      'a repeated delivery with other ids',
      /got other ids/,
      (seen) => (seen.repeats[0]!.again = { ...seen.repeats[0]!.again, event: 'other' }),
    ],
    [
      'two executions of a lane at the same time',
      /started before event 1 had ended/,
      (seen) => (seen.executions[1]!.started = '1899'),
    ],
    ['a call that was never made', /never reached the target/, (seen) => seen.effects.shift()],
    [
      'a call nobody asked for',
      /reached the target unasked/,
      (seen) => seen.effects.push({ ...seen.effects[0]!, execution: 'stray' }),
    ],
    [
      'a call repeated under another key',
      /under 2 keys/,
      (seen) => seen.effects.push({ ...seen.effects[0]!, key: 'new' }),
    ],
    ['two calls under one key', /share a key/, (seen) => (seen.effects[1]!.key = seen.effects[0]!.key)],
    ['calls of one user out of order', /at place 1/, (seen) => seen.effects.reverse()],
    [
      'a call that says what another event said',
      /what another event said/,
      (seen) => (seen.effects[0]!.subject = 'bob'),
    ],
    ['a call without its token', /sent no token/, (seen) => (seen.effects[0]!.isAuthorized = false)],
    ['an own change that is missing', /moved its user/, (seen) => seen.updates.shift()],
    [
      'an own change out of order',
      /moved its user from 0 to 2/,
      (seen) => (seen.updates[1]!.difference = { sequence: { from: 0, to: 2 } }),
    ],
    ['an own change made twice', /is at version 5/, (seen) => (seen.users[0]!.version = 5)],
    ['an audit entry that is missing', /left nothing in/, (seen) => seen.audit.shift()],
    ['an audit entry written twice', /in the audit log/, (seen) => seen.audit.push(seen.audit[0]!)],
    [
      'an audit entry of nobody',
      /an entry trail.kept of nobody/,
      (seen) => seen.audit.push({ ...seen.audit[0]!, execution: 'x', verb: 'trail.kept' }),
    ],
    [
      'a leaf that was changed',
      /not what its hash says/,
      (seen) => (seen.audit[0]!.leaf = Buffer.from('changed')),
    ],
    ['a secret in clear', /in a log line/, (seen) => seen.leaks.push('the master key is in a log line')],
    ['a sender told it is not known', /answered 401/, (seen) => seen.failures.push('401')],
  ];

  it.each(broken)('finds %s', (_what, says, breakIt) => {
    const seen = everythingKept();
    breakIt(seen);
    expect(violations(seen).join('\n')).toMatch(says);
  });
});
