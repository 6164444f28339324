import { Module } from '@nestjs/common';
import { GuardedClient } from '../outbound/guarded-client.js';
import { ACTIONS } from './action.js';
import { builtInActions } from './built-in-actions.js';
import { type ActionRegistry, createActionRegistry } from './registry.js';

/** What tasks can do; a fault in the registry stops the boot. */
@Module({
  providers: [
    {
      provide: ACTIONS,
      inject: [GuardedClient],
      useFactory: (http: GuardedClient): ActionRegistry => createActionRegistry(builtInActions(http)),
    },
  ],
  exports: [ACTIONS],
})
export class ActionsModule {}
