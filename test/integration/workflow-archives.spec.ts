/** The workflows of a namespace as one text, out and in again. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestSignet } from '../support/a-signet.js';
import type { TestSignet } from '../support/a-signet.js';
import { TestApi, WITH_ADMIN } from '../support/an-api.js';

let signet: TestSignet;
let api: TestApi;
let elsewhere: TestApi;

const text = (id: string, says = 'hello'): string =>
  `# ${id}: why it is there\nid: ${id}\nnamespace: acme\ntasks: [{ id: say, type: log, message: "${says}" }] # so\n`;
const UPPER = `---\nid: Upper\nnamespace: 'acme'\ntriggers:\n  - { id: e, type: event, source: crm, events: [user.created] }
tasks:\n  - { id: p, type: user.update, directory: staff, user: a, set: { displayName: "{{ var('REGION') }}" } }
  - { id: h, type: http.request, url: https://x.example, headers: { a: "{{ secret('KEY') }}" } }\n`;

beforeAll(async () => {
  signet = await startTestSignet({ env: WITH_ADMIN });
  api = new TestApi(signet);
  await api.must('PUT', '/environments/staging', {});
  await api.must('PUT', '/secrets/acme/KEY', { value: 'never-in-an-archive' });
  for (const one of [text('b'), text('a_b'), text('a-b'), UPPER, text('a', 'old')]) {
    await api.must('PUT', '/workflows', one);
  }
  await api.must('PUT', '/workflows', text('a').replace('acme', 'acme.below'));
  await api.must('PUT', '/workflows?environment=staging', text('a', 'newer'));
  await api.must('PUT', '/workflows?environment=staging', text('staged'));
  elsewhere = await api.tenant('elsewhere');
});
afterAll(() => signet?.stop());

const post = (archive: string, query = '', caller = api) => caller.call('POST', `/archives${query}`, archive);
const archiveOf = async (caller: TestApi, namespace = 'acme'): Promise<string> =>
  (await caller.must('GET', `/archives/${namespace}`)).archive;
const counts = async (): Promise<unknown> =>
  signet.rows(
    'select (select count(*) from workflow_revision) as r, (select count(*) from deployment) as d, (select count(*) from hook) as h, (select count(*) from workflow) as w',
  );

describe('an export', () => {
  it('is what runs in one environment, and lists what that names', async () => {
    const { count, references, archive } = await api.must('GET', '/archives/acme');

    expect(count).toBe(5);
    expect(references).toEqual({
      secrets: ['KEY'],
      variables: ['REGION'],
      sources: ['crm'],
      directories: ['staff'],
      workflows: [],
    });
    expect(archive).toContain('# secrets: KEY\n');
    expect(archive).not.toContain('never-in-an-archive');
    expect(archive).not.toContain('newer');
    expect(archive).toContain(`---\n${text('a', 'old')}---\n${text('a-b')}---\n`);
    expect((await api.must('GET', '/archives/acme?environment=staging')).count).toBe(2);
  });

  it('of nothing, elsewhere or out of reach is none', async () => {
    const { token } = await api.must('POST', '/tokens', {
      name: 'other',
      role: 'auditor',
      namespaces: ['acme.below'],
    });
    expect((await api.call('GET', '/archives/nothing')).status).toBe(404);
    expect((await api.call('GET', '/archives/acme?environment=no')).status).toBe(404);
    expect((await api.call('GET', '/archives/..%2F..%2Fetc')).status).toBe(404);
    expect((await new TestApi(signet, token as string).call('GET', '/archives/acme')).status).toBe(403);
  });

  it('imported elsewhere and exported again is the same to the byte', async () => {
    const archive = await archiveOf(api);
    const { status, body } = await post(archive, '', elsewhere);

    expect(status).toBe(200);
    expect(body.items).toMatchObject(
      ['Upper', 'a', 'a-b', 'a_b', 'b'].map((id) => ({
        workflow: `acme/${id}`,
        outcome: 'created',
        revision: 1,
      })),
    );
    expect(body.warnings.map(({ message }: { message: string }) => message)).toEqual(
      expect.arrayContaining([expect.stringContaining("there is no secret 'KEY'")]),
    );
    const [, before = ''] = archive.split("secret('KEY')");
    expect(body.warnings[0].line).toBeGreaterThan(5);
    expect(before).not.toBe('');
    expect(await archiveOf(elsewhere)).toBe(archive);
    const again = await post(archive, '', elsewhere);
    expect(new Set(again.body.items.map(({ outcome }: { outcome: string }) => outcome))).toEqual(
      new Set(['unchanged']),
    );
  });
});

describe('an import', () => {
  it('goes into another namespace, and comes back from there', async () => {
    const archive = await archiveOf(api);
    expect((await post(archive, '?namespace=moved.to', elsewhere)).status).toBe(200);

    const moved = await archiveOf(elsewhere, 'moved.to');
    expect(moved).toContain("namespace: 'moved.to'\n");
    expect((await post(moved, '?namespace=acme&dryRun=true')).body.items).toMatchObject(
      Array.from({ length: 5 }, () => ({ outcome: 'unchanged' })),
    );
  });

  it('that is rehearsed changes nothing, and says what it would', async () => {
    const before = await counts();
    const { body } = await post(`${text('a', 'changed')}---\n${text('fresh')}`, '?dryRun=true');

    expect(body).toMatchObject({
      dryRun: true,
      items: [
        { workflow: 'acme/a', outcome: 'updated', revision: 3 },
        { workflow: 'acme/fresh', outcome: 'created', revision: 1 },
      ],
    });
    expect(await counts()).toEqual(before);
  });

  it('warns of no workflow that comes in it, and of what those take as they come', async () => {
    const calls = (id: string, callee: string, inputs: string): string =>
      `id: ${id}\nnamespace: acme\ntasks: [{ id: call, type: subflow, workflow: ${callee}, inputs: ${inputs} }]\n`;
    const takes = (name: string): string =>
      `id: taker\nnamespace: acme\ntasks: [{ id: say, type: log, message: '{{ trigger.body.${name} }}' }]\n`;
    await api.must('PUT', '/workflows', takes('old'));
    const archive = [
      calls('caller', 'later', '{}'),
      text('later'),
      calls('giver', 'taker', '{ new: 1 }'),
    ].join('---\n');
    const said = async (query: string, whole: string): Promise<string[]> =>
      (await post(whole, query)).body.warnings.map(({ message }: { message: string }) => message);

    for (const query of ['?dryRun=true', '']) {
      expect(await said(query, `${archive}---\n${takes('new')}`)).toEqual([]);
    }
    expect(await said('?dryRun=true', `${archive}---\n${takes('newer')}`)).toEqual([
      "acme/taker does not read the input 'new', it takes newer",
    ]);
    expect(await said('?dryRun=true', calls('caller', 'much-later', '{}'))).toEqual([
      "there is no workflow 'acme/much-later' for acme in production",
    ]);
    for (const id of ['caller', 'giver', 'later', 'taker']) {
      await api.must('DELETE', `/workflows/acme/${id}`);
    }
  });

  it('with a fault is none at all, and tells all of them with their lines', async () => {
    const before = await counts();
    const bad = text('bad').replace('type: log', 'type: lgo');
    const { status, body } = await post(`# head\n---\n${text('fine')}---\n${bad}---\n${bad}`);

    expect(status).toBe(422);
    expect(
      body.faults.map(({ line, suggestion }: { line: number; suggestion: string }) => [line, suggestion]),
    ).toEqual([
      [11, 'log'],
      [16, 'log'],
    ]);
    expect(await counts()).toEqual(before);
  });

  it('is refused for a namespace out of reach, and changes nothing of the others', async () => {
    const { token } = await api.must('POST', '/tokens', {
      name: 'below',
      role: 'author',
      namespaces: ['acme.below'],
    });
    const before = await counts();
    const both = `${text('x').replace('acme', 'acme.below')}---\n${text('x')}`;

    expect((await post(both, '', new TestApi(signet, token as string))).status).toBe(403);
    expect(await counts()).toEqual(before);
  });

  it.each([
    ['the same workflow twice', `${text('a')}---\n${text('a', 'twice')}`, /acme\/a is in line 1 already/],
    ['nothing', '# nothing\n---\n', /no document/],
    ['10,001 documents', '---\nid: x\n'.repeat(10_001), /at most 1000 documents/],
    ['aliases that multiply', bomb(), /at most 20000 values/],
    ['a name that escapes', text('../../etc/passwd'), /letters, digits/],
    ['a namespace that escapes', text('x').replace('acme', '../acme'), /names joined by dots/],
    [
      'a tag',
      text('x').replace('hello', 'x').replace('type: log', 'type: !!js/function x'),
      /Unresolved tag/,
    ],
    ['a document too long', text('x', 'y'.repeat(256 * 1024)), /at most 256 KB/],
  ])('of %s is refused', async (_name, archive, message) => {
    const before = await counts();
    const { status, body } = await post(archive);

    expect(status).toBe(422);
    expect(body.faults.map((fault: { message: string }) => fault.message).join()).toMatch(message);
    expect(await counts()).toEqual(before);
  });

  it('is bounded in size, is YAML, and has a namespace that is one', async () => {
    expect((await post('#'.repeat(8 * 1024 * 1024 + 1))).status).toBe(413);
    expect((await api.call('POST', '/archives', { id: 'x' })).status).toBe(415);
    for (const namespace of ['..', 'a/b', 'a b', '', 'x'.repeat(151)]) {
      const query = `?namespace=${encodeURIComponent(namespace)}`;
      expect([namespace, (await post(text('a'), query)).status]).toEqual([namespace, 400]);
    }
  });

  it('that cannot exchange a namespace says so', async () => {
    const { status, body } = await post(
      text('x').replace('namespace: acme', 'namespace: &n acme\ndescription: *n'),
      '?namespace=b',
    );

    expect(status).toBe(422);
    expect(body.faults[0].message).toBe('write it out, so that it can be exchanged for another');
  });
});

function bomb(): string {
  const levels = Array.from(
    { length: 9 },
    (_, n) => `a${n + 1}: &a${n + 1} [${Array(9).fill(`*a${n}`).join(', ')}]`,
  );
  return `a0: &a0 x\n${levels.join('\n')}\n`;
}
