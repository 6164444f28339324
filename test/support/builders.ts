/** Workflows deployed into a running Signet, and what became of their executions. */
import { DataSource } from 'typeorm';
import { createActionRegistry } from '../../src/actions/registry.js';
import { builtInActions } from '../../src/actions/built-in-actions.js';
import { HookDirectory } from '../../src/intake/hook-directory.service.js';
import { GuardedClient } from '../../src/outbound/guarded-client.js';
import { parseWorkflow } from '../../src/workflow/parse.js';
import { RevisionsRepository } from '../../src/workflow/revisions.repository.js';
import { eventually } from './eventually.js';
import type { TestSignet } from './a-signet.js';

const catalog = createActionRegistry(builtInActions(new GuardedClient({ allow: [] })));
let made = 0;

export interface DeployedWorkflow {
  readonly id: string;
  /** `id` of its document. */
  readonly name: string;
}

/** Deploys a document given as an object; `id` and `namespace` are filled in. */
export async function deploy(
  signet: TestSignet,
  parts: Readonly<Record<string, unknown>>,
  options: { readonly environment?: string } = {},
): Promise<DeployedWorkflow> {
  const text = JSON.stringify({ id: `workflow-${(made += 1)}`, namespace: 'acme', ...parts });
  const { document, faults } = parseWorkflow(text, { catalog });
  if (!document) {
    throw new Error(faults.map(({ message }) => message).join('; '));
  }
  const revisions = signet.part(RevisionsRepository);
  const { workflow } = await signet
    .part(DataSource)
    .transaction((tx) =>
      revisions.apply(
        tx,
        { tenant: 'main', environment: options.environment ?? 'production' },
        { document, text, by: 'test' },
      ),
    );
  if (hasHooks(signet)) {
    await signet.part(HookDirectory).refresh();
  }
  return { id: workflow.id, name: document.id };
}

/** An event trigger of a source. */
export const on = (
  source: string,
  events: readonly string[] = ['*'],
  rest: object = {},
): Record<string, unknown> => ({
  id: `on-${events.join('-').replaceAll(/[^a-z]+/g, '-')}x`,
  type: 'event',
  source,
  events,
  ...rest,
});

/** A task that does nothing but succeed. */
export const NOTHING = { id: 'nothing', type: 'set', values: { done: true } };

export interface Finished {
  readonly id: string;
  readonly status: string;
  readonly reason: string | null;
  readonly attempt: number;
  readonly last_error: { code: string; message: string; details?: Record<string, unknown> } | null;
}

/** The settled execution, once it is. */
export function settled(signet: TestSignet, id: string, within = 15_000): Promise<Finished> {
  return eventually(
    async () => {
      const [row] = await signet.rows<Finished>('select * from execution where id = $1', [id]);
      if (!row) {
        const [open] = await signet.rows('select status, attempt from open_execution where id = $1', [id]);
        throw new Error(`execution ${id} is not settled: ${JSON.stringify(open)}`);
      }
      return row;
    },
    { within },
  );
}

/** All of them. */
export function allSettled(signet: TestSignet, ids: readonly string[], within = 30_000): Promise<Finished[]> {
  return Promise.all(ids.map((id) => settled(signet, id, within)));
}

/** What the task `hello`, a log, said in an execution that has to succeed. */
export async function loggedBy(signet: TestSignet, id: string): Promise<string> {
  const { status } = await settled(signet, id);
  if (status !== 'succeeded') {
    throw new Error(`execution ${id} ended ${status}`);
  }
  const [run] = await signet.rows<{ output: { message: string } }>(
    `select output from task_run where execution_id = $1 and task_id = 'hello'`,
    [id],
  );
  return run!.output.message;
}

function hasHooks(signet: TestSignet): boolean {
  try {
    signet.part(HookDirectory);
    return true;
  } catch {
    return false; // a worker
  }
}
