import type { LimitsAnswer, QuotaAnswer, TenantLimitsAnswer } from './api-answers.js';
import type { AddCommands } from './command-line.js';
import { workflowName } from './given.js';
import type { Session } from './session.js';
import { asText, renderFields } from './table.js';

export const limitsCommand: AddCommands = (program, line) => {
  program
    .command('limits')
    .description('What the tenant, or one workflow, may use, and how much of it is used.')
    .argument('[namespace/id]')
    .option('--environment <name>', 'of the workflow (default: production)')
    .action(line.handle(limits));
};

async function limits(
  session: Session,
  name: string | undefined,
  { environment }: { environment?: string },
): Promise<void> {
  const api = await session.api();
  if (name === undefined) {
    const answer = await api.get<TenantLimitsAnswer>('/limits');
    session.show(answer, () => {
      const { instance } = answer;
      return instance ? `${describe(answer)}\n\nthe instance\n${describe(instance)}` : describe(answer);
    });
    return;
  }
  const { namespace, id } = workflowName(name);
  const query = environment === undefined ? '' : `?environment=${encodeURIComponent(environment)}`;
  const path = `/workflows/${encodeURIComponent(namespace)}/${encodeURIComponent(id)}/limits${query}`;
  const answer = await api.get<LimitsAnswer>(path);
  session.show(answer, () => describe(answer));
}

function describe({ perDay, perMonth, concurrency, timeout, requests }: LimitsAnswer): string {
  return renderFields([
    ['per day', quota(perDay)],
    ['per month', quota(perMonth)],
    [
      'at a time',
      concurrency === null
        ? NONE
        : `${concurrency.running} of ${concurrency.limit} (${concurrency.overflow} what is over)`,
    ],
    ['time', timeout ?? NONE],
    ['requests', requests === null ? NONE : `${requests.limit} per ${requests.per}`],
  ]);
}

const NONE = 'no limit';

function quota(one: QuotaAnswer | null): string {
  return one === null
    ? NONE
    : `${one.used} of ${one.limit}, ${one.remaining} left until ${asText(one.resetsAt)}`;
}
