/** A SCIM directory that takes its time, as Signet is told of it. */
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { startProgram } from '../program.mjs';
import { freePort } from '../servers.mjs';
import { sealed, seedSignet } from './seed.mjs';

/**
 * What an operator sets for it: no worker may have more than one call under way there, which is half of
 * `WORKER_CONCURRENCY` (docs/guide/recovery.md, "Room for others"); and its address is a private one.
 */
export const SLOW_DIRECTORY_ENV = { WORKER_CONCURRENCY: '2', OUTBOUND_ALLOW: '127.0.0.0/8' };

export async function seedSlowDirectory(dist, url) {
  await seedSignet(dist, url, 'slow-directory.yaml');
  const token = await sealed(dist, 'bench-directory-token', 'directory:main/slow');
  await query(
    url,
    `insert into directory (tenant, name, type, url, sealed_token, config) values ('main', 'slow', 'scim', '', $1, '{"userKey": "id"}')`,
    [token],
  );
}

/** Starts it and writes down where it is. */
export async function startSlowDirectory({ databaseUrl, profiles }) {
  const port = await freePort();
  const program = await startProgram({
    name: 'slow-directory',
    script: fileURLToPath(new URL('slow-directory-server.mjs', import.meta.url)),
    env: { PORT: String(port) },
    ready: /^ready$/,
    profiles,
  });
  await query(databaseUrl, `update directory set url = $1 where name = 'slow'`, [`http://127.0.0.1:${port}`]);
  return program;
}

async function query(url, text, values) {
  const client = new pg.Client(url);
  await client.connect();
  try {
    await client.query(text, values);
  } finally {
    await client.end();
  }
}
