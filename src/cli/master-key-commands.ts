/** `signet master-key`: change the key that opens what is sealed, without sealing it anew. */
import { randomBytes } from 'node:crypto';
import type { MasterKeyRing } from '../app/master-key-ring.js';
import { AppError } from '../errors/app-error.js';
import type { AddCommands } from './command-line.js';
import { CommandFailed, EXIT, usageFailure } from './exit-code.js';
import { namedSecret, type SecretPlace } from './given.js';
import type { Session } from './session.js';
import { asText, renderTable } from './table.js';

export const masterKeyCommands: AddCommands = (program, line) => {
  const masterKey = program
    .command('master-key')
    .description(
      'Change the master key: add one, give it to every process, retire the old one. Needs DATABASE_URL and the present SIGNET_MASTER_KEY.',
    );
  masterKey
    .command('add')
    .description('Let one more key open what is sealed; where none is given one is made, and shown once.')
    .option('--from-env <variable>', 'variable that holds the new key')
    .option('--from-file <file>', 'file that holds the new key')
    .action(line.handle(add));
  masterKey.command('list').description('The keys there are, without the keys.').action(line.handle(list));
  masterKey
    .command('retire')
    .description('Let a key open nothing any more; not the present one.')
    .argument('<id>')
    .action(line.handle(retire));
};

async function add(session: Session, options: SecretPlace): Promise<void> {
  const given = await givenKey(session, options);
  const key = given ?? randomBytes(32).toString('base64');
  const id = await withRing(session, (ring) => ring.add(Buffer.from(key, 'base64')));
  if (given === undefined) {
    session.show({ id, key }, () => key);
    session.note(`master key ${id}: keep it, it is not shown again`);
  } else {
    session.show({ id }, () => `master key ${id} added`);
  }
  session.note(
    'both keys open what is sealed: start every process with the new one, then retire the old one',
  );
}

async function list(session: Session): Promise<void> {
  const items = await withRing(session, (ring) => ring.list());
  session.show({ items }, () =>
    renderTable(
      ['id', 'added', 'here'],
      items.map(({ id, addedAt, isPresent }) => [
        id,
        asText(addedAt.toISOString()),
        isPresent ? 'SIGNET_MASTER_KEY' : '',
      ]),
      'no keys',
    ),
  );
}

async function retire(session: Session, id: string): Promise<void> {
  await withRing(session, (ring) => ring.retire(id));
  session.show({ retired: id }, () => `master key ${id} retired: it opens nothing any more`);
}

async function givenKey({ shell }: Session, place: SecretPlace): Promise<string | undefined> {
  const key = await namedSecret(shell, place);
  const { MASTER_KEY } = await import('../config/environment.js');
  if (key !== undefined && !MASTER_KEY.test(key)) {
    throw usageFailure(
      `${place.fromEnv ?? place.fromFile}: must be 32 bytes in base64 (openssl rand -base64 32)`,
    );
  }
  return key;
}

async function withRing<T>({ shell }: Session, use: (ring: MasterKeyRing) => Promise<T>): Promise<T> {
  const { loadConfig } = await import('../config/config.js');
  const { MasterKeyRing } = await import('../app/master-key-ring.js');
  const { reasonOf } = await import('../doctor/gather.js');
  const ring = await MasterKeyRing.open(loadConfig(shell.env)).catch((error: unknown) => {
    if (error instanceof AppError) {
      throw error;
    }
    throw new CommandFailed(EXIT.unreachable, `the database is out of reach: ${reasonOf(error)}`);
  });
  try {
    return await use(ring);
  } finally {
    await ring.close();
  }
}
