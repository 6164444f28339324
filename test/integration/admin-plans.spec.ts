/** What the lists of the API cost on a ledger that has grown: plans, not clocks. */
import { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDataSource } from '../../src/database/data-source.js';
import {
  type Confinement,
  type ExecutionFilter,
  executionsQuery,
} from '../../src/ledger/execution-query.view.js';
import { createTestDatabase } from '../support/database.js';
import type { TestDatabase } from '../support/database.js';
import { nodesOf, type PlanTree } from '../support/plan-nodes.js';

const ROWS = 300_000;
const OPEN_ROWS = 2000;
const WORKFLOWS = 30;
const LIMIT = 51;
/** Blocks of 8 kB a page may look at: some for each partition and index, and as many rows as it shows. */
const MOST_BLOCKS = 400;
/** Of a set of workflows, each gives a page of its own rows, wherever they lie. */
const MOST_BLOCKS_OF_MANY = WORKFLOWS * LIMIT + MOST_BLOCKS;

let database: TestDatabase;
let dataSource: DataSource;
let workflows: string[];
/** Has run before all others, and not since. */
let quiet: string;
/** Has run a hundred thousand times in one partition. */
let busy: string;

interface PlanNode extends PlanTree<PlanNode> {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Shared Hit Blocks': number;
  readonly 'Shared Read Blocks': number;
}

beforeAll(async () => {
  database = await createTestDatabase();
  dataSource = createDataSource({ url: database.url, pool: 2, statementTimeoutMs: 120_000 });
  await dataSource.initialize();
  await grow();
}, 120_000);
afterAll(async () => {
  await dataSource?.destroy();
  await database?.drop();
});

/** Half a year of one execution in ten minutes or so: old ones in the default partition, the newest in their weeks. */
async function grow(): Promise<void> {
  await dataSource.query(
    `insert into workflow (id, tenant, namespace, name)
     select gen_random_uuid(), 'main', 'acme.n' || n % 3, 'w' || n from generate_series(0, ${WORKFLOWS + 1}) n`,
  );
  const rows: { id: string }[] = await dataSource.query('select id from workflow order by name');
  [quiet, busy, ...workflows] = rows.map(({ id }) => id) as [string, string, ...string[]];
  const id = (age: string) =>
    `(substr(signet_uuid_floor(now() - ${age})::text, 1, 14) || '7' || substr(md5(n::text), 1, 3) || '-a' ||
      substr(md5(n::text), 4, 3) || '-' || substr(md5(n::text), 7, 12))::uuid`;
  const columns = `id, tenant, event_id, workflow_id, revision, trigger_id, event_type, subject, status`;
  const values = (age: string, status: string) =>
    `${id(age)}, 'main', gen_random_uuid(), ($1::uuid[])[1 + n % cardinality($1::uuid[])], 1, 'created',
     'user.' || (n % 200), 'subject-' || (n % 5000), ${status}`;
  await dataSource.query(
    `insert into execution (${columns}, attempt, accepted_at)
     select ${values(`n * interval '40 seconds'`, `case when n % 1000 = 0 then 'dead' else 'succeeded' end`)}, 1, now()
       from generate_series(1, ${ROWS}) n`,
    [workflows],
  );
  await dataSource.query(
    `insert into execution (${columns}, attempt, accepted_at)
     select ${values(`interval '200 days' + n * interval '1 second'`, `'succeeded'`)}, 1, now() from generate_series(1, 100) n`,
    [[quiet]],
  );
  await dataSource.query(
    `insert into execution (${columns}, attempt, accepted_at)
     select ${values(`interval '150 days' + n * interval '1 second'`, `'succeeded'`)}, 1, now() from generate_series(1, 100000) n`,
    [[busy]],
  );
  await dataSource.query(
    `insert into open_execution (${columns}) select ${values(`n * interval '1 second'`, `'pending'`)}
       from generate_series(1, ${OPEN_ROWS}) n`,
    [workflows],
  );
  await dataSource.query('analyze');
}

async function explain(
  filter: ExecutionFilter,
  confined: Confinement | null = null,
  before: string | null = null,
  db: { query<T>(text: string, values: unknown[]): Promise<T> } = dataSource,
): Promise<{ nodes: PlanNode[]; blocks: number }> {
  const query = executionsQuery({ tenant: 'main', namespaces: [] }, filter, confined, {
    before,
    limit: LIMIT,
  });
  const [row] = await db.query<{ 'QUERY PLAN': { Plan: PlanNode }[] }[]>(
    `explain (analyze, buffers, timing off, format json) ${query.text}`,
    [...query.values],
  );
  const root = row!['QUERY PLAN'][0]!.Plan;
  return { nodes: nodesOf(root), blocks: root['Shared Hit Blocks'] + root['Shared Read Blocks'] };
}

const middle = () => new Date(Date.now() - 40 * 86_400_000);

describe('a page of executions out of hundreds of thousands', () => {
  const cases: [string, number, () => [ExecutionFilter, (Confinement | null)?]][] = [
    ['nothing in particular', MOST_BLOCKS, () => [{}]],
    ['a subject', MOST_BLOCKS, () => [{ subject: 'subject-77' }]],
    ['a type', MOST_BLOCKS, () => [{ type: 'user.7' }]],
    ['a status', MOST_BLOCKS, () => [{ status: 'dead' }]],
    ['the usual status', MOST_BLOCKS, () => [{ status: 'succeeded' }]],
    ['an open status', MOST_BLOCKS, () => [{ status: 'pending' }]],
    ['a time', MOST_BLOCKS, () => [{ from: middle(), to: new Date(middle().getTime() + 86_400_000) }]],
    ['a workflow', MOST_BLOCKS, () => [{}, [{ id: workflows[3]!, revisions: null }]]],
    ['a workflow that ran long ago', MOST_BLOCKS, () => [{}, [{ id: quiet, revisions: null }]]],
    [
      'a workflow and the usual status',
      MOST_BLOCKS,
      () => [{ status: 'succeeded' }, [{ id: quiet, revisions: [1] }]],
    ],
    [
      'a workflow and a type it never had',
      MOST_BLOCKS,
      () => [{ type: 'user.7' }, [{ id: workflows[0]!, revisions: null }]],
    ],
    [
      'a workflow and an environment it never ran in',
      MOST_BLOCKS,
      () => [{ environment: 'staging' }, [{ id: workflows[0]!, revisions: null }]],
    ],
    [
      'a workflow and a time',
      MOST_BLOCKS,
      () => [{ from: middle(), to: new Date() }, [{ id: quiet, revisions: null }]],
    ],
    [
      'a workflow, a type and a time',
      MOST_BLOCKS,
      () => [{ type: 'user.1', from: new Date(0), to: middle() }, [{ id: quiet, revisions: null }]],
    ],
    [
      'a label or a namespace',
      MOST_BLOCKS_OF_MANY,
      () => [{}, workflows.map((id) => ({ id, revisions: [1] }))],
    ],
    [
      'a subject within a namespace',
      MOST_BLOCKS,
      () => [{ subject: 'subject-77' }, [{ id: workflows[3]!, revisions: null }]],
    ],
  ];

  it.each(cases)('by %s looks at little: no scan and no sort of the log', async (_, most, make) => {
    const { nodes, blocks } = await explain(...make());
    const scanned = nodes.filter(
      (node) => node['Node Type'] === 'Seq Scan' && (node['Relation Name'] ?? '').startsWith('execution'),
    );
    // A partition that is empty is scanned for nothing.
    expect(scanned.filter((node) => node['Actual Rows'] > 0)).toEqual([]);
    const sorted = nodes
      .filter((node) => /Sort/.test(node['Node Type']))
      .flatMap((node) => node.Plans ?? [])
      .map((node) => node['Actual Rows'] * node['Actual Loops']);
    expect(Math.max(0, ...sorted)).toBeLessThanOrEqual(WORKFLOWS * LIMIT + OPEN_ROWS);
    expect(blocks).toBeLessThan(most);
  });

  it('would look at a lot without the index: these tests can fail', async () => {
    const runner = dataSource.createQueryRunner();
    try {
      await runner.startTransaction();
      await runner.query('drop index execution_subject_idx');
      const { blocks } = await explain({ subject: 'subject-77' }, null, null, runner.manager);
      expect(blocks).toBeGreaterThan(MOST_BLOCKS);
    } finally {
      await runner.rollbackTransaction();
      await runner.release();
    }
  });

  it('costs no more deep down than at the top', async () => {
    const top = await explain({});
    const [{ id }] = await dataSource.query('select id from execution order by id offset 1000 limit 1');
    const deep = await explain({}, null, id);
    expect(deep.nodes[0]!['Actual Rows']).toBe(LIMIT);
    expect(deep.blocks).toBeLessThan(Math.max(top.blocks * 3, MOST_BLOCKS));
  });

  it('costs no more deep down in one workflow, which has run a hundred thousand times since', async () => {
    const one = [{ id: busy, revisions: null }];
    const [{ id }] = await dataSource.query(
      'select id from execution where workflow_id = $1 order by id offset 15000 limit 1',
      [busy],
    );
    const ago = (days: number) => new Date(Date.now() - days * 86_400_000);
    const top = await explain({}, one);
    for (const filter of [
      {},
      { status: 'succeeded' },
      { to: ago(149) },
      { to: ago(149.9), from: ago(200) },
    ] as const) {
      const deep = await explain(filter, one, id);
      expect(deep.nodes[0]!['Actual Rows']).toBe(LIMIT);
      expect(deep.blocks).toBeLessThan(top.blocks + LIMIT);
    }
  });

  it('by time looks only into the partitions of that time', async () => {
    const { nodes } = await explain({ from: new Date(Date.now() - 3_600_000), to: new Date() });
    const looked = nodes
      .flatMap((node) => node['Relation Name'] ?? [])
      .filter((name) => name.startsWith('execution_'));
    expect(looked).not.toContain('execution_default');
    expect(new Set(looked).size).toBeLessThanOrEqual(2);
  });
});
