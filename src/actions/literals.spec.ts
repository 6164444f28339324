/** What can never work is told when a document is saved; what an expression makes is not looked at. */
import { describe, expect, it } from 'vitest';
import { GuardedClient } from '../outbound/guarded-client.js';
import { parseWorkflow } from '../workflow/parse.js';
import { builtInActions } from './built-in-actions.js';
import { createActionRegistry } from './registry.js';

const catalog = createActionRegistry(builtInActions(new GuardedClient({ allow: [] })));

const CALL = 'type: http.request, url: "https://a.example"';
const USER = 'type: user.update, user: u1';

function findings(task: string): { faults: string[]; warnings: string[] } {
  const text = `id: a\nnamespace: b\ntasks:\n  - { id: one, ${task} }`;
  const { faults, warnings } = parseWorkflow(text, { catalog });
  const shown = [faults, warnings].map((list) =>
    list.map(({ line, path, message, suggestion = '' }) =>
      `${line} ${path}: ${message} ${suggestion}`.trim(),
    ),
  );
  return { faults: shown[0]!, warnings: shown[1]! };
}

describe('a literal that can never work', () => {
  it.each([
    ['type: http.request, url: not a url', 'url: must be an absolute http or https URL'],
    ['type: http.request, url: "ftp://a.example"', 'url: must be an absolute http or https URL'],
    ['type: http.request, url: "http://"', 'url: must be an absolute http or https URL'],
    ['type: http.request, url: "https://u:p@a.example"', 'url: must not carry a user or password'],
    [`${CALL}, method: TRACE`, 'method: is not one that can be sent'],
    [`${CALL}, method: connect`, 'method: is not one that can be sent'],
    [`${CALL}, headers: { "a b": c }`, 'headers.a b: "a b" cannot be set'],
    [`${CALL}, headers: { x: 1, Host: c }`, 'headers.Host: "Host" cannot be set'],
    [
      `${CALL}, headers: { x: "a\\nb" }`,
      'headers.x: the value of x holds a line break or other control character',
    ],
    [`${CALL}, idempotencyHeader: a b`, 'idempotencyHeader: "a b" cannot be set'],
    [
      `${CALL}, auth: { type: oauth2, tokenUrl: idp/token, clientId: a, clientSecret: b }`,
      'auth.tokenUrl: must be an absolute http or https URL',
    ],
    [`${CALL}, causeHeader: Host`, 'causeHeader: "Host" cannot be set'],
    [`${USER}, set: { active: yes please }`, 'set.active: must be true or false'],
    [`${USER}, set: { roles: admin }`, 'set.roles: must be a list of text'],
    [`${USER}, set: { groups: [1] }`, 'set.groups: must be a list of text'],
    [`${USER}, set: { email: {} }`, 'set.email: must be text'],
    [`${USER}, set: { attributes: 5 }`, 'set.attributes: must be an object'],
    [
      'type: user.create, user: u1, set: { attributes: { email: x } }',
      'set.attributes: set it directly, it is not an attribute',
    ],
  ])('is a fault at its place: %s', (task, told) => {
    expect(findings(task).faults).toEqual([`4 tasks[0].${told}`]);
  });

  it('is told with all others, also of what takes a task back', () => {
    const undo = 'undo: { type: http.request, url: gone, method: TRACE }';
    expect(findings(`${CALL}, headers: { Host: a, TE: b }, ${undo}`).faults).toEqual([
      '4 tasks[0].headers.Host: "Host" cannot be set',
      '4 tasks[0].headers.TE: "TE" cannot be set',
      '4 tasks[0].undo.url: must be an absolute http or https URL',
      '4 tasks[0].undo.method: is not one that can be sent',
    ]);
  });

  it.each([`type: http.request, url: 5`, `${CALL}, method: G-T`, `${CALL}, headers: x`, `${USER}, set: []`])(
    'is told once where the schema refuses it as well: %s',
    (task) => {
      expect(findings(task).faults).toHaveLength(1);
    },
  );
});

describe('what may work', () => {
  it.each([
    'type: http.request, url: " HTTPS://a.example/x?y=1#z "',
    'type: http.request, url: "{{ trigger.body.url }}"',
    'type: http.request, url: "ftp://{{ trigger.body.host }}"',
    `${CALL}, method: purge, headers: { x: true, y: 5, z: "" }, idempotencyHeader: "", causeHeader: X-Cause`,
    `${CALL}, auth: { type: oauth2, tokenUrl: "{{ trigger.body.url }}", clientId: a, clientSecret: b }`,
    `${CALL}, method: "{{ trigger.body.method }}", headers: { x: "{{ trigger.body.x }}" }`,
    `${USER}, set: { id: u1, active: false, email: null, displayName: 5, roles: [a], groups: null, level: [1] }`,
    `${USER}, set: { active: "{{ trigger.body.active }}", roles: ["{{ trigger.body.role }}"], attributes: null }`,
    `${USER}, set: "{{ trigger.body }}"`,
  ])('is left as it is: %s', (task) => {
    expect(findings(task)).toEqual({ faults: [], warnings: [] });
  });

  it('is doubted where a method is nearly one that servers know', () => {
    expect(findings(`${CALL}, method: PSOT`)).toEqual({
      faults: [],
      warnings: ["4 tasks[0].method: 'PSOT' is no method that servers know POST"],
    });
    expect(findings(`${CALL}, method: REINDEX`).warnings).toEqual([]);
  });
});
