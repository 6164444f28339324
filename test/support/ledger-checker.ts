/** Whether the promises were kept, from what anybody can see: answers, tables, the target's record, log lines. Pure. */
import { createHash } from 'node:crypto';
import { groupBy } from '../../src/config/group-by.js';
import { SYNC, workflowsFor } from './fault-seed.js';
import type { Effect } from './fault-target.js';
import type { Repeat } from './flood.js';
import type { Acknowledged } from './sender.js';

export interface SeenExecution {
  readonly id: string;
  readonly event: string;
  readonly workflow: string;
  readonly status: string;
  /** Microseconds since the epoch, as text. */
  readonly started: string;
  readonly finished: string;
}

export interface SeenAudit {
  readonly execution: string;
  readonly verb: string;
  readonly leaf: Buffer;
  readonly hash: Buffer;
}

/** What `user.update` recorded for an execution. */
export interface SeenUpdate {
  readonly execution: string;
  readonly difference: { readonly sequence?: { readonly from: unknown; readonly to: unknown } };
}

export interface SeenUser {
  readonly id: string;
  readonly version: number;
  readonly sequence: number;
}

/** All that is left to see once a flood is over. */
export interface Observed {
  readonly acknowledged: readonly Acknowledged[];
  readonly repeats: readonly Repeat[];
  /** Ids of events in the ledger. */
  readonly events: readonly string[];
  readonly executions: readonly SeenExecution[];
  /** Executions that never came to an end. */
  readonly open: readonly string[];
  readonly audit: readonly SeenAudit[];
  /** What is wrong with the tree over the audit log. */
  readonly tree: readonly string[];
  readonly updates: readonly SeenUpdate[];
  readonly users: readonly SeenUser[];
  readonly effects: readonly Effect[];
  /** Where a secret was found in clear. */
  readonly leaks: readonly string[];
  /** What tries failed with. */
  readonly failures: readonly string[];
}

/** One line per broken promise; at most `MOST` of a kind. */
export function violations(seen: Observed): string[] {
  const checks = [endings, identities, lanes, outsideEffects, ownEffects, auditLog, refusals];
  return [
    ...checks.flatMap((check) => few(check(seen))),
    ...few(seen.open.map((id) => `${id} is still open`)),
    ...few(seen.leaks),
    ...few(seen.tree),
  ];
}

const MOST = 10;
const few = (lines: readonly string[]): string[] => lines.slice(0, MOST);

/** Every acknowledged event has one terminal execution per matching workflow, and nothing else has any. */
function endings({ acknowledged, events, executions }: Observed): string[] {
  const byEvent = groupBy(executions, ({ event }) => event);
  const recorded = new Set(events);
  const known = new Set(acknowledged.map(({ event }) => event));
  return [
    ...acknowledged.flatMap(({ id, event, number, executions: promised }) => {
      const found = byEvent.get(event) ?? [];
      const wanted = workflowsFor(number).toSorted().join();
      const ran = found.map(({ workflow }) => workflow);
      return [
        ...(recorded.has(event) ? [] : [`${id} was acknowledged and is not in the ledger`]),
        ...(ran.toSorted().join() === wanted ? [] : [`${id} ran ${ran.join() || 'nothing'}, not ${wanted}`]),
        ...(sameSet(
          found.map((one) => one.id),
          promised,
        )
          ? []
          : [`${id} was promised other executions than it has`]),
      ];
    }),
    ...executions
      .filter(({ status }) => status !== 'succeeded')
      .map(({ id, status }) => `${id} ended ${status}`),
    ...executions
      .filter(({ event }) => !known.has(event))
      .map(({ id }) => `${id} runs for an event nobody sent`),
    ...events.filter((event) => !known.has(event)).map((event) => `${event} is recorded and nobody sent it`),
  ];
}

/** A repeated delivery got the ids of the first, and no two events share one. */
function identities({ acknowledged, repeats }: Observed): string[] {
  const ids = new Set(acknowledged.map(({ event }) => event));
  return [
    ...repeats
      .filter(
        ({ first, again }) => first.event !== again.event || !sameSet(first.executions, again.executions),
      )
      .map(({ first }) => `${first.id} got other ids when it was sent again`),
    ...(ids.size === acknowledged.length ? [] : ['two events were given the same id']),
  ];
}

/** Of one user: an execution starts when the one of the event before has ended. */
function lanes({ acknowledged, executions }: Observed): string[] {
  const numbers = new Map(acknowledged.map(({ event, number, subject }) => [event, { number, subject }]));
  const known = executions.flatMap((one) => {
    const event = numbers.get(one.event);
    return event ? [{ ...one, ...event }] : [];
  });
  const byLane = groupBy(known, ({ workflow, subject }) => `${workflow} for ${subject}`);
  return [...byLane].flatMap(([lane, members]) =>
    members
      .toSorted((a, b) => a.number - b.number)
      .flatMap((one, index, all) => {
        const before = all[index - 1];
        return before && BigInt(one.started) < BigInt(before.finished)
          ? [`${lane}: event ${one.number} started before event ${before.number} had ended`]
          : [];
      }),
  );
}

/** The target saw every execution, under one key each, those of one user in order. */
function outsideEffects({ executions, acknowledged, effects }: Observed): string[] {
  const synced = new Set(executions.filter(({ workflow }) => workflow === SYNC).map(({ id }) => id));
  const byExecution = groupBy(effects, ({ execution }) => execution);
  const firsts = [...byExecution.values()].map(([first]) => first!);
  const sent = new Map(acknowledged.flatMap((one) => one.executions.map((id) => [id, one] as const)));
  return [
    ...[...synced]
      .filter((id) => !byExecution.has(id))
      .map((id) => `${id} succeeded and never reached the target`),
    ...[...byExecution.keys()]
      .filter((id) => !synced.has(id))
      .map((id) => `${id} reached the target unasked`),
    ...[...byExecution].flatMap(([id, all]) => {
      const keys = new Set(all.map(({ key }) => key));
      return keys.size === 1 ? [] : [`${id} reached the target under ${keys.size} keys`];
    }),
    ...(new Set(firsts.map(({ key }) => key)).size === firsts.length ? [] : ['two executions share a key']),
    ...effects
      .filter(({ isAuthorized }) => !isAuthorized)
      .map(({ execution }) => `${execution} sent no token`),
    ...firsts
      .filter(({ execution, subject, number }) => {
        const event = sent.get(execution);
        return event?.subject !== subject || event.number !== number;
      })
      .map(({ execution }) => `${execution} sent what another event said`),
    ...outOfOrder(firsts),
  ];
}

function outOfOrder(firsts: readonly Effect[]): string[] {
  return [...groupBy(firsts, ({ subject }) => subject)].flatMap(([subject, all]) =>
    all.flatMap(({ number }, index) =>
      number === index + 1 ? [] : [`the target saw event ${number} of ${subject} at place ${index + 1}`],
    ),
  );
}

/** Each event moved its user's row by one, from where the event before had left it. */
function ownEffects({ acknowledged, executions, updates, users }: Observed): string[] {
  const numbers = new Map(acknowledged.map(({ event, number }) => [event, number]));
  const byExecution = new Map(updates.map((update) => [update.execution, update]));
  const count = groupBy(acknowledged, ({ subject }) => subject);
  return [
    ...executions
      .filter(({ workflow }) => workflow === SYNC)
      .flatMap(({ id, event }) => {
        const number = numbers.get(event)!;
        const moved = byExecution.get(id)?.difference.sequence;
        return moved?.from === number - 1 && moved.to === number
          ? []
          : [`${id} moved its user from ${String(moved?.from)} to ${String(moved?.to)}, for event ${number}`];
      }),
    ...users.flatMap(({ id, version, sequence }) => {
      const last = count.get(id)?.length ?? 0;
      return version === last + 1 && sequence === last
        ? []
        : [`${id} is at version ${version} and sequence ${sequence} after ${last} events`];
    }),
  ];
}

/** One entry per execution and task that asks for one, and every leaf is what its hash says. */
function auditLog({ executions, audit }: Observed): string[] {
  const found = groupBy(audit, ({ execution }) => execution);
  const known = new Set(executions.map(({ id }) => id));
  return [
    ...executions.flatMap(({ id, workflow }) => {
      const wanted = workflow === SYNC ? 'user.synced' : 'trail.kept';
      const verbs = (found.get(id) ?? []).map(({ verb }) => verb).toSorted();
      return verbs.join() === wanted ? [] : [`${id} left ${verbs.join() || 'nothing'} in the audit log`];
    }),
    ...audit.filter(({ execution }) => !known.has(execution)).map(({ verb }) => `an entry ${verb} of nobody`),
    ...audit
      .filter(({ leaf, hash }) => !hashOf(leaf).equals(hash))
      .map(({ execution, verb }) => `the leaf of ${verb} of ${execution} is not what its hash says`),
  ];
}

/** A proven sender is told 503 or nothing at all, never that it is not known or that we do not know. */
function refusals({ failures }: Observed): string[] {
  return failures
    .filter((failure) => failure !== '503' && failure !== 'cut')
    .map((failure) => `a delivery was answered ${failure}`);
}

function sameSet(some: readonly string[], others: readonly string[]): boolean {
  return some.toSorted().join() === others.toSorted().join();
}

/** RFC 6962, section 2.1. */
function hashOf(leaf: Buffer): Buffer {
  return createHash('sha256')
    .update(Buffer.from([0]))
    .update(leaf)
    .digest();
}
