/** Gathers what is left to see after a flood. */
import { EXECUTION_END } from '../../src/audit/ended-executions.js';
import { auditFaults } from './audit-tree.js';
import type { Deployment } from './fault-deployment.js';
import { NAMESPACE } from './fault-seed.js';
import type { Flood } from './flood.js';
import { tablesWith } from './tables-with.js';
import type { Observed, SeenAudit, SeenExecution, SeenUpdate, SeenUser } from './ledger-checker.js';

const EXECUTIONS = `
select e.id, e.event_id as event, w.name as workflow, concat_ws(' ', e.status, e.reason) as status,
       (extract(epoch from e.started_at) * 1000000)::bigint::text as started,
       (extract(epoch from e.finished_at) * 1000000)::bigint::text as finished
  from execution e join workflow w on w.id = e.workflow_id`;

/** Call it once nothing is open any more. */
export async function observe(deployment: Deployment, flood: Flood): Promise<Observed> {
  const events = await deployment.query<{ id: string }>('select id from event');
  const open = await deployment.query<{ id: string }>('select id from open_execution');
  return {
    acknowledged: flood.acknowledged,
    repeats: flood.repeats,
    events: events.map(({ id }) => id),
    executions: await deployment.query<SeenExecution>(EXECUTIONS),
    open: open.map(({ id }) => id),
    audit: await deployment.query<SeenAudit>(
      `select execution_id as execution, verb, leaf, leaf_hash as hash from audit_entry where verb <> '${EXECUTION_END}'`,
    ),
    tree: await auditFaults(
      (sql, values) => deployment.query(sql, values),
      Buffer.from(deployment.secrets.masterKey, 'base64'),
    ),
    updates: await deployment.query<SeenUpdate>(
      `select execution_id as execution, output->'difference' as difference from task_run where task_id = 'update'`,
    ),
    users: await deployment.query<SeenUser>(
      `select id, version::int, (attributes->>'sequence')::int as sequence from directory_user`,
    ),
    effects: deployment.target.effects,
    leaks: [...leaksInLines(deployment), ...(await leaksInTables(deployment))],
    failures: [...deployment.sender.failures.keys()],
  };
}

function leaksInLines(deployment: Deployment): string[] {
  const lines = deployment.lines();
  return [...deployment.guarded()].flatMap(([name, value]) =>
    lines.filter((line) => line.includes(value)).map(() => `${name} is in a log line`),
  );
}

async function leaksInTables(deployment: Deployment): Promise<string[]> {
  const search = (text: string) => tablesWith((sql, values) => deployment.query(sql, [...values]), text);
  const leaks: string[] = [];
  for (const [secret, value] of deployment.guarded()) {
    leaks.push(...(await search(value)).map((name) => `${secret} is in the table ${name}`));
  }
  const found = (await search(NAMESPACE)).length;
  return found > 0 ? leaks : [...leaks, 'the search for secrets finds nothing at all']; // it must find what is there
}
