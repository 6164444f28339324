/** What a program does while its database is out of reach, or on one that another version of it has migrated, or nobody yet. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import type { Config } from '../config/config.js';
import { createDataSource } from '../database/data-source.js';
import { sqlState } from '../database/faults.js';
import { migrate } from '../database/migrate.js';
import { LACKING, type SchemaStanding, schemaStanding } from '../database/schema-standing.js';
import { ConfigInvalid } from '../errors/errors.js';
import { unlock } from '../secrets/master-keys.repository.js';
import type { Logger } from '../telemetry/logger.js';
import { WaitingRoom } from './waiting-room.js';

const LOOK_AGAIN_MS = 500;

/** Why a program waits: `reason` for whoever asks, the rest for the log. */
interface Obstacle {
  readonly reason: string;
  readonly migrations?: readonly string[];
}

/**
 * Resolves once Postgres answers and has every migration this program knows. Until then the program is live and not ready,
 * takes no delivery and no work, and looks again, for ever or until `asked` is aborted. Migrations it does not know are those
 * of a newer version: they only add, so it goes on, with a warning. Throws ConfigInvalid when the master key is not the database's.
 */
export async function awaitDatabase(config: Config, logger: Logger, asked?: AbortSignal): Promise<void> {
  const room = new WaitingRoom(config.http);
  try {
    let migrates = config.database.migrateOnStart;
    let told: string | null = null;
    for (;;) {
      const obstacle = await look(config, logger);
      if (obstacle === null) {
        break;
      }
      if (migrates && obstacle.migrations) {
        await migrate(config.database.url);
        migrates = false;
        continue;
      }
      if (told !== obstacle.reason) {
        told = obstacle.reason;
        logger.warn({
          message: obstacle.reason,
          ...(obstacle.migrations && { migrations: obstacle.migrations }),
        });
      }
      await room.say(obstacle.reason);
      await sleep(LOOK_AGAIN_MS, undefined, { signal: asked });
    }
    if (told !== null) {
      logger.info({ message: 'the database is there, with all migrations' });
    }
  } finally {
    await room.close();
  }
}

/** Null when nothing is in the way. */
async function look({ database, masterKey }: Config, logger: Logger): Promise<Obstacle | null> {
  const dataSource = createDataSource({ ...database, pool: 1 });
  try {
    await dataSource.initialize();
    const standing = await schemaStanding(dataSource);
    if (standing.pending.length > 0) {
      return { reason: LACKING, migrations: standing.pending };
    }
    await unlock(dataSource, masterKey);
    tellUnknown(standing, logger);
    return null;
  } catch (error) {
    if (error instanceof ConfigInvalid) {
      throw error;
    }
    return { reason: reasonOf(error) };
  } finally {
    await close(dataSource);
  }
}

function tellUnknown({ unknown }: SchemaStanding, logger: Logger): void {
  if (unknown.length > 0) {
    logger.warn({ message: 'the database has been migrated by a newer version', migrations: unknown });
  }
}

/** For a person, by codes alone: what Postgres says may name users and hosts. */
function reasonOf(error: unknown): string {
  const state = sqlState(error);
  switch (state) {
    case '28P01':
    case '28000':
      return `Postgres refuses the user or the password of DATABASE_URL (${state})`;
    case '3D000':
      return `Postgres has no database of the name in DATABASE_URL (${state})`;
    case undefined: {
      const { code } = error as { code?: unknown };
      return `Postgres is out of reach (${typeof code === 'string' ? code : 'no answer'})`;
    }
    default:
      return `Postgres does not take us in (${state})`;
  }
}

async function close(dataSource: DataSource): Promise<void> {
  if (dataSource.isInitialized) {
    await dataSource.destroy().catch(() => undefined); // it is of no more use
  }
}
