import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { CATALOG } from '../../../test/support/a-catalog.js';
import type { WorkflowDocument } from '../document.js';
import { parseWorkflow } from '../parse.js';
import { changeLine } from './change.js';
import { diffDocuments } from './diff-documents.js';

function read(text: string): WorkflowDocument {
  const { document, faults } = parseWorkflow(text, { catalog: CATALOG });
  expect(faults).toEqual([]);
  return document!;
}

const BASE = `id: one
namespace: acme
labels: { team: identity }
timeout: 5m
triggers:
  - { id: hook, type: webhook, open: true, wait: 10s, limits: { requests: { limit: 5, per: 1m } } }
tasks:
  - { id: a, type: audit.log, message: hello }
  - id: b
    type: if
    condition: trigger.body.on
    then:
      - { id: c, type: audit.log, message: on }
  - { id: d, type: audit.log, message: bye, retry: { maxAttempts: 3 } }
`;
const changes = (...edits: [from: string, to: string][]): string[] => {
  const text = edits.reduce((one, [from, to]) => {
    expect(one).toContain(from);
    return one.replace(from, to);
  }, BASE);
  return diffDocuments(read(BASE), read(text)).map(changeLine);
};

describe('what a document changes', () => {
  it('is nothing when it is only written otherwise', () => {
    expect(
      changes(['timeout: 5m', 'timeout: PT300S'], ['{ id: a, type: audit.log,', '{ type: audit.log, id: a,']),
    ).toEqual([]);
    expect(changes(['message: hello', 'message: hello, retry: { maxAttempts: 5 }'])).toEqual([]);
  });

  it('tells what a trigger does about events of its own making, and late ones', () => {
    expect(changes(['open: true,', 'open: true, reentry: allow, order: latest,'])).toEqual([
      expect.stringContaining('reentry'),
      expect.stringContaining('order'),
    ]);
  });

  it('is told property by property, lengths of time and retries in words', () => {
    expect(
      changes(
        ['team: identity', 'team: people'],
        ['timeout: 5m', 'timeout: 90s'],
        ['wait: 10s', 'wait: 1m30s'],
        ['per: 1m', 'per: 1h'],
        ['message: hello', 'message: hi, timeout: 3s, undo: { type: audit.log, message: sorry }'],
        ['maxAttempts: 3', 'type: constant, interval: 2s'],
      ),
    ).toEqual([
      '~ workflow: labels.team: identity -> people',
      '~ workflow: timeout: 5m -> 1m30s',
      '~ trigger hook: wait: 10s -> 1m30s',
      '~ trigger hook: limits.requests.per: 1m -> 1h',
      '~ task a: message: hello -> hi',
      '~ task a: timeout: (none) -> 3s',
      '~ task a: undo.id: (none) -> undo-a',
      '~ task a: undo.type: (none) -> audit.log',
      '~ task a: undo.message: (none) -> sorry',
      '~ task a: undo.retry: (none) -> after 1s, doubled up to 1m, 5 tries within 1h',
      '~ task d: retry: after 1s, doubled up to 1m, 3 tries within 1h -> every 2s, 5 tries within 1h',
    ]);
  });

  it('names triggers that come and go', () => {
    expect(changes(['id: hook, type: webhook', 'id: other, type: webhook'])).toEqual([
      '+ trigger other: webhook',
      '- trigger hook: webhook',
    ]);
  });

  it('names tasks that come, go and move, also between blocks', () => {
    const c = '      - { id: c, type: audit.log, message: on }\n';
    expect(changes(['tasks:\n', 'tasks:\n  - { id: new, type: audit.log, message: new }\n'])).toEqual([
      '+ task new: audit.log, first in tasks',
    ]);
    expect(changes(['  - { id: a, type: audit.log, message: hello }\n', ''])).toEqual([
      '- task a: audit.log, first in tasks',
    ]);
    expect(changes([c, `      - { id: x, type: audit.log, message: x }\n    else:\n${c}`])).toEqual([
      '+ task x: audit.log, first in then of b',
      '> task c: first in then of b -> first in else of b',
    ]);
  });

  it('moves as few tasks as explain it', () => {
    const d = '  - { id: d, type: audit.log, message: bye, retry: { maxAttempts: 3 } }\n';
    expect(changes([d, ''], ['tasks:\n', `tasks:\n${d}`])).toEqual([
      '> task d: after b in tasks -> first in tasks',
    ]);
  });

  it('shows long and broken text on one line', () => {
    const [line] = changes(['message: hello', `message: "one\\ntwo ${'x'.repeat(500)}"`]);
    expect(line).toMatch(/^~ task a: message: hello -> one two x+…$/);
    expect(line!.length).toBeLessThan(250);
  });

  it('is everything when there was nothing', () => {
    expect(diffDocuments(null, read(BASE)).map(({ kind, id }) => `${kind} ${id}`)).toEqual([
      'changed null',
      'changed null',
      'added hook',
      'added a',
      'added b',
      'added c',
      'added d',
    ]);
  });

  it('of any order of the same tasks is moves alone, and nothing of the same order', () => {
    const ids = ['p', 'q', 'r', 's', 't'];
    const ordered = (order: readonly string[]): WorkflowDocument =>
      read(
        stringify({
          ...(parse(BASE) as object),
          tasks: order.map((id) => ({ id, type: 'audit.log', message: id })),
        }),
      );
    const any = fc.shuffledSubarray(ids, { minLength: ids.length });
    fc.assert(
      fc.property(any, any, (one, other) => {
        const found = diffDocuments(ordered(one), ordered(other));
        expect(found.every(({ kind }) => kind === 'moved')).toBe(true);
        expect(found.length === 0).toBe(one.join() === other.join());
      }),
    );
  });
});
