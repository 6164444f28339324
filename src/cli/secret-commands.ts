import type { SecretAnswer } from './api-answers.js';
import type { AddCommands } from './command-line.js';
import { givenSecret } from './given.js';
import { withPaging } from './list-options.js';
import type { ListOptions } from './list-options.js';
import type { Session } from './session.js';
import { asText, renderTable } from './table.js';

interface SetOptions {
  readonly fromEnv?: string;
  readonly fromFile?: string;
}

export const secretCommands: AddCommands = (program, line) => {
  const secret = program.command('secret').description('Secrets that workflows name; values never come out.');
  secret
    .command('set')
    .description('Seal a value, read from stdin, a variable or a file.')
    .argument('<namespace>')
    .argument('<name>')
    .option('--from-env <variable>', 'variable that holds the value')
    .option('--from-file <file>', 'file that holds the value')
    .action(line.handle(set));
  withPaging(secret.command('list').description('Names of the secrets there are.'))
    .option('--namespace <namespace>', 'of this namespace')
    .action(line.handle(list));
  secret
    .command('remove')
    .description('Forget a secret.')
    .argument('<namespace>')
    .argument('<name>')
    .action(line.handle(remove));
};

async function set(session: Session, namespace: string, name: string, options: SetOptions): Promise<void> {
  const value = await givenSecret(session.shell, options);
  await (await session.api()).put(pathOf(namespace, name), { value });
  session.show({ namespace, name }, () => `${namespace}/${name} is set`);
}

async function list(session: Session, options: ListOptions & { namespace?: string }): Promise<void> {
  const { limit, cursor, namespace } = options;
  const page = await (await session.api()).list<SecretAnswer>('/secrets', { namespace, cursor }, limit);
  session.showPage(page, () =>
    renderTable(
      ['namespace', 'name', 'version', 'updated'],
      page.items.map((one) => [one.namespace, one.name, asText(one.version), asText(one.updatedAt)]),
      'no secrets yet: "signet secret set NAMESPACE NAME" makes one',
    ),
  );
}

async function remove(session: Session, namespace: string, name: string): Promise<void> {
  await (await session.api()).delete(pathOf(namespace, name));
  session.show({ removed: `${namespace}/${name}` }, () => `${namespace}/${name} removed`);
}

function pathOf(namespace: string, name: string): string {
  return `/secrets/${encodeURIComponent(namespace)}/${encodeURIComponent(name)}`;
}
