/** Verifies the audit log of a deployment as somebody outside would, from its tables and the public key. */
import type { EntityManager } from 'typeorm';
import { AuditKeys } from '../../src/audit/audit-keys.service.js';
import { EXECUTION_END, recordsIn } from '../../src/audit/ended-executions.js';
import type { StoredEntry } from '../../src/audit/examine.js';
import { RecordCheck } from '../../src/audit/record-check.js';
import { ENDED_COLUMNS, type EndedExecution, recordText } from '../../src/ledger/execution-record.js';
import { FORMAT, type LogLine } from '../../src/audit/log-line.js';
import { LogVerifier } from '../../src/audit/log-verifier.js';
import { hashesIn } from '../../src/audit/sequence.repository.js';
import { RUN_COLUMNS } from '../../src/ledger/progress.repository.js';
import { executionOf, type TaskRun } from '../../src/ledger/task-run.js';
import { groupBy } from '../../src/config/group-by.js';
import { openRoot } from '../../src/secrets/master-keys.repository.js';
import { eventually } from './eventually.js';

type Query = <Row extends object>(sql: string, values?: unknown[]) => Promise<Row[]>;

/** A transaction whose process is frozen holds the order up until Postgres gives it up. */
const IN_ORDER_WITHIN_MS = 45_000;

/** A line for each fault. Call it while a worker runs, and nothing is open any more. */
export async function auditFaults(query: Query, masterKey: Buffer): Promise<string[]> {
  const within = IN_ORDER_WITHIN_MS;
  const waiting = async (): Promise<number> => {
    const [row] = await query<{ waiting: number }>(
      'select ((select count(*) from audit_entry) - (select size from audit_head))::int as waiting',
    );
    return row!.waiting;
  };
  await eventually(
    async () => {
      if ((await waiting()) !== 0) {
        throw new Error(`${await waiting()} entries of the audit log are not in order`);
      }
    },
    { within },
  );
  const keys = new AuditKeys((await openRoot({ query: query as EntityManager['query'] }, masterKey))!);
  const verifier = new LogVerifier({ key: keys.signer.verifierKey, checkpoints: [] });
  for (const line of await linesOf(query, keys)) {
    verifier.take(line);
  }
  const faults = verifier
    .report()
    .faults.map(({ number, id, what }) => `audit entry ${number} ${id}: ${what}`);
  return [...faults, ...(await recordFaults(query, keys))];
}

/** Whether every execution that ended is in the audit log once, with the record that the ledger has of it. */
async function recordFaults(query: Query, keys: AuditKeys): Promise<string[]> {
  const entries = await query<{ id: string; sealed: Buffer }>(
    `select id, sealed from audit_entry where verb = '${EXECUTION_END}'`,
  );
  const privateTexts = entries.map(({ id, sealed }) => keys.openPrivate(id, sealed));
  const listed = privateTexts.flatMap((text) => [...recordsIn(text).keys()]);
  const check = new RecordCheck();
  privateTexts.forEach((text) => check.list(text));
  const ended = await query<EndedExecution>(`select ${ENDED_COLUMNS} from execution e`);
  const runs = groupBy(await query<TaskRun>(`select ${RUN_COLUMNS} from task_run t`), executionOf);
  const faults = ended.flatMap((one) => check.take(one.id, recordText(one, runs.get(one.id) ?? [])) ?? []);
  const twice = listed.length - new Set(listed).size;
  return [
    ...faults.map((what) => `a record: ${what}`),
    ...(twice > 0 ? [`${twice} executions ended twice, by the audit log`] : []),
  ];
}

async function linesOf(query: Query, keys: AuditKeys): Promise<LogLine[]> {
  const tiles = await query<{ ids: string[]; hashes: Buffer }>(
    'select ids, hashes from audit_tile where level = 0 order by index',
  );
  const entries = await query<Pick<StoredEntry, 'id' | 'leaf' | 'sealed'>>(
    'select id, leaf, sealed from audit_entry',
  );
  const refused = await query<{ id: string }>('select entry_id as id from audit_refused');
  const [head] = await query<{ note: string }>(
    'select note from audit_checkpoint order by size desc limit 1',
  );
  const byId = new Map(entries.map((entry) => [entry.id, entry]));
  const numbered = tiles.flatMap(({ ids, hashes }) =>
    hashesIn(hashes).map((hash, at) => ({ id: ids[at]!, hash: hash.toString('base64') })),
  );
  const lines = numbered.map(({ id, hash }, number): LogLine => {
    const entry = byId.get(id);
    if (entry === undefined) {
      return { kind: 'missing', number, id, hash };
    }
    const opened = entry.sealed && keys.openPrivate(id, entry.sealed);
    const leaf = entry.leaf.toString('utf8');
    return { kind: 'entry', number, id, hash, leaf, private: opened, fault: null };
  });
  return [
    {
      kind: 'head',
      format: FORMAT,
      about: null,
      key: keys.signer.verifierKey,
      checkpoint: head?.note ?? null,
    },
    ...lines,
    { kind: 'end', lines: lines.length + 1, refused: refused.map(({ id }) => id) },
  ];
}
