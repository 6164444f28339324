/** `signet expression`: try an expression on a past execution. */
import type { AddCommands } from './command-line.js';
import type { Session } from './session.js';

export const expressionCommand: AddCommands = (program, line) => {
  program
    .command('expression')
    .description('Try an expression or a template on what an execution left behind.')
    .argument('<expression>', "as in a document: trigger.body.name, or 'Hello {{ trigger.body.name }}'")
    .requiredOption('--execution <id>', 'the execution')
    .action(line.handle(evaluate));
};

async function evaluate(
  session: Session,
  expression: string,
  { execution }: { readonly execution: string },
): Promise<void> {
  const api = await session.api();
  const answer = await api.post<{ readonly value: unknown }>('/expressions/evaluate', {
    execution,
    expression,
  });
  session.show(answer, () => JSON.stringify(answer.value, null, 2));
}
