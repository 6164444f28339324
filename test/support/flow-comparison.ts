/** Models run on a real Signet, held against what they should have come to. */
import fc from 'fast-check';
import { ManualTrigger } from '../../src/intake/trigger.service.js';
import { RevisionsRepository } from '../../src/workflow/revisions.repository.js';
import type { TestSignet } from './a-signet.js';
import type { Target } from './a-target.js';
import { deploy } from './builders.js';
import { eventually } from './eventually.js';
import { childrenOf, toDocument } from './flow-document.js';
import { type Expected, interpret } from './flow-interpreter.js';
import { type Model, models } from './flow-model.js';

/** The same seed draws the same workflows. */
export function drawModels(seed: number, count: number): Model[] {
  return fc.sample(models, { seed, numRuns: count }).map((named, index) => named(`model-${seed}-${index}`));
}

/** Answers calls as models ask; refuses the first try of those to `/flaky`. */
export function answerAsAsked(target: Target): void {
  const seen = new Set<string>();
  target.answer = ({ path, headers }, response) => {
    const key = String(headers['idempotency-key']);
    const status = path === '/no' ? 400 : path === '/flaky' && !seen.has(key) ? 503 : 200;
    seen.add(key);
    response.writeHead(status).end();
  };
}

/** Deploys a model and what it starts, and starts it; the id of its execution. */
export async function startModel(signet: TestSignet, target: Target, model: Model): Promise<string> {
  for (const one of [...childrenOf(model), model]) {
    await deploy(signet, toDocument(one, target.url));
  }
  const key = { tenant: 'main', namespace: 'acme', name: model.name, environment: 'production' };
  const row = (await signet.part(RevisionsRepository).find(key))!;
  return (await signet.part(ManualTrigger).triggerWorkflow(row, { body: {} })).executions[0]!;
}

/** Whose subflow ended while nobody could tell looks again after a minute: not waited for here. */
const LOOK_NOW = `update open_execution set due_at = now() where status = 'waiting' and due_at > now() + interval '10 seconds'`;

export function everythingSettled(signet: TestSignet, within: number): Promise<void> {
  return eventually(
    async () => {
      await signet.rows(LOOK_NOW);
      const open = await signet.rows('select id, status, attempt, last_error from open_execution limit 3');
      if (open.length > 0) {
        throw new Error(`still open: ${JSON.stringify(open)}`);
      }
    },
    { within, every: 500 },
  );
}

/** Where an execution and those it started differ from what their models say; empty when nowhere. */
export async function differences(
  signet: TestSignet,
  target: Target,
  execution: string,
  model: Model,
): Promise<string[]> {
  const expected = interpret(model);
  const [row] = await signet.rows<{ status: string }>('select status from execution where id = $1', [
    execution,
  ]);
  const found = [
    ...unequal('status', row?.status, expected.status),
    ...(await runDifferences(signet, execution, expected)),
    ...unequal('calls', callsOf(target, execution), expected.calls.toSorted()),
    ...unequal('audit entries', await notesOf(signet, execution), expected.notes.toSorted()),
    ...(await childDifferences(signet, target, execution, expected)),
  ];
  return found.map((line) => `${model.name}: ${line}`);
}

async function runDifferences(signet: TestSignet, execution: string, { runs }: Expected): Promise<string[]> {
  const rows = await signet.rows<{ key: string; status: string; output: Record<string, unknown> | null }>(
    `select task_id || '#' || iteration as key, status, output from task_run where execution_id = $1`,
    [execution],
  );
  const found = rows.map(({ key, status, output }) => {
    const known = Object.keys(runs.get(key)?.output ?? {});
    return [
      key,
      status,
      known.length === 0 ? null : Object.fromEntries(known.map((name) => [name, output?.[name]])),
    ];
  });
  const wanted = [...runs].map(([key, { status, output }]) => [key, status, output]);
  return unequal('runs', sorted(found), sorted(wanted));
}

/** However often they were sent, calls are told apart by their idempotency keys: `EXECUTION.TASK.ITERATION`. */
function callsOf(target: Target, execution: string): string[] {
  const keys = new Set(target.calls.map(({ headers }) => String(headers['idempotency-key'])));
  return [...keys]
    .filter((key) => key.startsWith(`${execution}.`))
    .map((key) => key.slice(execution.length + 1).replace('.', '#'))
    .toSorted();
}

async function notesOf(signet: TestSignet, execution: string): Promise<string[]> {
  const rows = await signet.rows<{ task: string }>(
    `select convert_from(leaf, 'UTF8')::json->>'task' as task from audit_entry where execution_id = $1`,
    [execution],
  );
  return rows.map(({ task }) => task).toSorted();
}

/** Executions of one workflow are alike, so it does not matter which is which. */
async function childDifferences(
  signet: TestSignet,
  target: Target,
  execution: string,
  { children }: Expected,
): Promise<string[]> {
  const rows = await signet.rows<{ id: string; name: string }>(
    `select x.id, w.name from execution x join workflow w on w.id = x.workflow_id where x.parent_id = $1`,
    [execution],
  );
  const started = unequal(
    'started',
    rows.map(({ name }) => name).toSorted(),
    children.map(({ name }) => name).toSorted(),
  );
  const models = new Map(children.map((child) => [child.name, child]));
  const below = rows
    .filter(({ name }) => models.has(name))
    .map(({ id, name }) => differences(signet, target, id, models.get(name)!));
  return [...started, ...(await Promise.all(below)).flat()];
}

const sorted = (rows: readonly unknown[]): string[] => rows.map((row) => JSON.stringify(row)).toSorted();

function unequal(what: string, found: unknown, wanted: unknown): string[] {
  const [one, other] = [JSON.stringify(found), JSON.stringify(wanted)];
  if (one === other) {
    return [];
  }
  if (Array.isArray(found) && Array.isArray(wanted)) {
    const only = (left: unknown[], right: unknown[]) => left.filter((each) => !right.includes(each));
    const [more, less] = [only(found, wanted), only(wanted, found)];
    if (more.length + less.length > 0) {
      return [`${what}: found alone ${more.join(' ')}; wanted alone ${less.join(' ')}`];
    }
  }
  return [`${what}: found ${one}, wanted ${other}`];
}
