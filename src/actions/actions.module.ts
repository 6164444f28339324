import { Module } from '@nestjs/common';
import { GuardedClient } from '../outbound/guarded-client.js';
import { OutboundTokens } from '../outbound/oauth/outbound-tokens.js';
import { ACTIONS } from './action.js';
import { builtInActions } from './built-in-actions.js';
import { type ActionRegistry, createActionRegistry } from './registry.js';

/** What tasks can do; a fault in the registry stops the boot. */
@Module({
  providers: [
    {
      provide: ACTIONS,
      inject: [GuardedClient, OutboundTokens],
      useFactory: (http: GuardedClient, tokens: OutboundTokens): ActionRegistry =>
        createActionRegistry(builtInActions(http, tokens)),
    },
  ],
  exports: [ACTIONS],
})
export class ActionsModule {}
