import type { NestExpressApplication } from '@nestjs/platform-express';
import { AccessTokens } from '../admin/access/access-tokens.service.js';
import type { Config } from '../config/config.js';
import { AnswersModule } from '../intake/answers/answers.module.js';
import { HookDoor } from '../intake/hook-door.service.js';
import type { HookFirstAdapter } from './hook-first.adapter.js';
import { setUpApi } from './set-up-api.js';

/** The doors of a process that has them. */
export interface Doors {
  /** Deliveries read in and not answered yet. */
  readonly waiting: number;
  /** Whatever comes from now on is sent away; streams and waits of callers end. */
  close(): void;
}

/** Opens the hook door and the API of an application that does not listen yet. */
export async function openDoors(
  app: NestExpressApplication,
  adapter: HookFirstAdapter,
  config: Config,
): Promise<Doors> {
  const door = app.get(HookDoor, { strict: false });
  adapter.openDoor((request, response) => door.handle(request, response));
  setUpApi(app, config);
  if (config.adminToken !== null) {
    await app.get(AccessTokens, { strict: false }).ensureAdminToken(config.adminToken);
  }
  return {
    get waiting() {
      return door.waiting;
    },
    close() {
      door.close();
      app.get(AnswersModule, { strict: false }).close();
    },
  };
}
