/** `signet workflow diff`: what a document, or a revision, changes, by meaning. */
import { builtInActions } from '../actions/built-in-actions.js';
import { createActionRegistry } from '../actions/registry.js';
import { GuardedClient } from '../outbound/guarded-client.js';
import { changeLine } from '../workflow/diff/change.js';
import { diffDocuments } from '../workflow/diff/diff-documents.js';
import type { WorkflowDocument } from '../workflow/document.js';
import { renderFault } from '../workflow/fault.js';
import { parseWorkflow } from '../workflow/parse.js';
import type { WorkflowAnswer } from './api-answers.js';
import { type ApiClient, ApiRefused } from './api-client.js';
import { CommandFailed, EXIT, type ExitCode, usageFailure } from './exit-code.js';
import type { EnvironmentOption } from './environment-option.js';
import { readGivenFile, workflowPath } from './given.js';

import type { Session } from './session.js';

export interface DiffOptions extends EnvironmentOption {
  readonly from?: number;
  readonly to?: number;
}

interface Sides {
  readonly name: string;
  /** Null when it is not there yet. */
  readonly before: WorkflowDocument | null;
  readonly after: WorkflowDocument;
}

/** A file against what is deployed, or two revisions of a saved workflow. Ends with 1 when they differ, as `diff` does. */
export async function diffWorkflow(session: Session, what: string, options: DiffOptions): Promise<ExitCode> {
  const api = await session.api();
  const sides =
    options.from === undefined && options.to === undefined
      ? await withFile(session, api, what, options)
      : await betweenRevisions(api, what, options);
  const changes = diffDocuments(sides.before, sides.after);
  session.show({ workflow: sides.name, isNew: sides.before === null, changes }, () =>
    changes.length === 0 ? `${sides.name}: no changes` : [sides.name, ...changes.map(changeLine)].join('\n'),
  );
  return changes.length === 0 ? EXIT.ok : EXIT.failed;
}

async function withFile(
  session: Session,
  api: ApiClient,
  file: string,
  { environment }: DiffOptions,
): Promise<Sides> {
  const after = parsed(await readGivenFile(session.shell, file), file);
  const name = `${after.namespace}/${after.id}`;
  const saved = await api.get<WorkflowAnswer>(workflowPath(name), { environment }).catch((error: unknown) => {
    if (error instanceof ApiRefused && error.status === 404) {
      return null;
    }
    throw error;
  });
  return { name, before: saved?.text === undefined ? null : parsed(saved.text, name), after };
}

async function betweenRevisions(api: ApiClient, name: string, options: DiffOptions): Promise<Sides> {
  const { from, to, environment } = options;
  if (from === undefined) {
    throw usageFailure('--to needs --from: the revision to compare with');
  }
  const path = workflowPath(name);
  const revision = async (number: number): Promise<WorkflowDocument> =>
    parsed((await api.get<{ text: string }>(`${path}/revisions/${number}`)).text, `${name}@${number}`);
  const latest = to ?? (await api.get<WorkflowAnswer>(path, { environment })).revision;
  if (latest === null || latest === undefined) {
    throw usageFailure(`${name} is not deployed there: give --to`);
  }
  return { name, before: await revision(from), after: await revision(latest) };
}

function parsed(text: string, file: string): WorkflowDocument {
  const catalog = createActionRegistry(builtInActions(new GuardedClient({ allow: [] })));
  const { document, faults } = parseWorkflow(text, { catalog, file });
  if (!document) {
    const lines = faults.map((fault) => renderFault(text, fault, file));
    throw new CommandFailed(EXIT.failed, `${file} has faults:\n${lines.join('\n')}`, { faults });
  }
  return document;
}
