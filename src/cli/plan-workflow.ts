/** `signet workflow plan`: what a workflow or a draft would do about an event. */
import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Plan } from '../planning/plan.js';
import type { PlannedRadius } from '../planning/planned-radius.js';
import { readYaml } from '../workflow/read-yaml.js';
import type { EnvironmentOption } from './environment-option.js';
import { EXIT, type ExitCode, usageFailure } from './exit-code.js';
import { readGivenFile, readJson, workflowPath } from './given.js';
import { planText } from './plan-text.js';
import { radiusLines } from './radius-text.js';
import type { Session } from './session.js';
import type { Shell } from './shell.js';

export interface PlanOptions extends EnvironmentOption {
  readonly event: string;
  readonly trigger?: string;
  readonly revision?: number;
  readonly output?: readonly string[];
}

interface PlanAnswer extends Plan {
  readonly blastRadius: readonly PlannedRadius[];
}

/** What the command is about: a saved workflow by name, or a draft in a file. */
export interface GivenWorkflow {
  /** Where the API has it. */
  readonly path: string;
  readonly document?: string;
}

export async function planWorkflow(session: Session, given: string, options: PlanOptions): Promise<ExitCode> {
  const { event, trigger, revision, environment } = options;
  const { path, document } = await givenWorkflow(session.shell, given);
  const asked = isId(event) ? { eventId: event } : { event: await readJson(session.shell, event, '--event') };
  const outputs = await outputsOf(session.shell, options.output ?? []);
  const body = { ...asked, document, trigger, revision, environment, outputs };
  const plan = await (await session.api()).post<PlanAnswer>(`${path}/plan`, body);
  session.show(plan, () =>
    [planText(plan, session.style), ...radiusLines(plan.blastRadius, session.style)].join('\n'),
  );
  return plan.status === 'dead' || plan.status === 'unfinished' ? EXIT.failed : EXIT.ok;
}

/** A file that is there, else `NAMESPACE/ID`. Throws a usage failure. */
export async function givenWorkflow(shell: Shell, given: string): Promise<GivenWorkflow> {
  const isFile = await stat(resolve(shell.cwd, given)).then(
    (found) => found.isFile(),
    () => false,
  );
  if (!isFile) {
    return { path: workflowPath(given) };
  }
  const document = await readGivenFile(shell, given);
  const { namespace, id } = (readYaml(document).value ?? {}) as { namespace?: unknown; id?: unknown };
  if (typeof namespace !== 'string' || typeof id !== 'string') {
    throw usageFailure(`${given}: is no workflow: "signet workflow validate ${given}" says why`);
  }
  return { path: workflowPath(`${namespace}/${id}`), document };
}

function isId(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
}

/** `TASK=JSON`, `TASK=@FILE`. */
async function outputsOf(shell: Shell, given: readonly string[]): Promise<Record<string, unknown>> {
  const outputs = await Promise.all(
    given.map(async (one): Promise<[string, unknown]> => {
      const at = one.indexOf('=');
      if (at < 1) {
        throw usageFailure(`--output ${one}: must be TASK=JSON or TASK=@FILE`);
      }
      return [one.slice(0, at), await readJson(shell, one.slice(at + 1), '--output')];
    }),
  );
  return Object.fromEntries(outputs);
}
