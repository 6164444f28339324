/** A newer version of the built program, made for a test: the same with one more migration, and a version number of its own. */
import { cp, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { temporaryFolder } from './temporary-folder.js';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

export const NEXT_VERSION = '0.99.0';
export const NEXT_MIGRATION = 'Next9999999999999';

/** What a minor version may do to the schema: columns that may be null on the hottest tables, an index, a table. */
const MIGRATION = `
export class ${NEXT_MIGRATION} {
  name = '${NEXT_MIGRATION}';
  async up(db) {
    await db.query(\`
      alter table event add column next_note text;
      alter table execution add column next_note text;
      alter table open_execution add column next_note text;
      alter table task_run add column next_count int not null default 0;
      alter table workflow add column next_note text;
      alter table hook add column next_note text;
      create index open_execution_next_idx on open_execution (next_note) where next_note is not null;
      create table next_thing (execution_id uuid not null, constraint next_thing_pkey primary key (execution_id));\`);
  }
  async down() {}
}
`;

/** Scripts of the newer version, as `startProgram` takes them. */
export interface NextVersion {
  readonly main: string;
  readonly cli: string;
}

export async function makeNextVersion(): Promise<NextVersion> {
  const folder = await temporaryFolder('next-version');
  await cp(join(ROOT, 'dist'), join(folder, 'dist'), { recursive: true });
  await symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  await rewrite(join(ROOT, 'package.json'), join(folder, 'package.json'), (text) =>
    text.replace(/"version": "[^"]+"/, `"version": "${NEXT_VERSION}"`),
  );
  await writeFile(join(folder, 'dist/database/migrations/next.js'), MIGRATION);
  const dataSource = join(folder, 'dist/database/data-source.js');
  await rewrite(
    dataSource,
    dataSource,
    (text) =>
      `import { ${NEXT_MIGRATION} } from './migrations/next.js';\n` +
      text.replace('migrations: [', `migrations: [${NEXT_MIGRATION}, `),
  );
  return { main: join(folder, 'dist/main.js'), cli: join(folder, 'dist/cli/signet.js') };
}

async function rewrite(from: string, to: string, change: (text: string) => string): Promise<void> {
  const text = await readFile(from, 'utf8');
  const changed = change(text);
  if (changed.length === text.length) {
    throw new Error(`${from} is not as it was thought to be`);
  }
  await writeFile(to, changed);
}
