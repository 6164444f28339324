import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { NotFound } from '../../errors/errors.js';
import { type Caller, requireWholeTenant } from '../access/caller.js';
import { Journal } from '../journal.service.js';
import { Deployments } from '../workflows/deployments.service.js';
import { type HookRow, HooksRepository } from './hooks.repository.js';

/** Opens and closes hooks: of a source by the hook itself, of a workflow by the switch of its trigger. */
@Injectable()
export class HooksService {
  constructor(
    private readonly hooks: HooksRepository,
    private readonly deployments: Deployments,
    private readonly journal: Journal,
    private readonly dataSource: DataSource,
  ) {}

  /** Throws NotFound, also out of reach. */
  async require(caller: Caller, id: string, tx?: EntityManager): Promise<HookRow> {
    const hook = await this.hooks.find(caller, id, tx);
    if (!hook) {
      throw new NotFound('there is no such hook', { hook: id });
    }
    return hook;
  }

  async setEnabled(caller: Caller, id: string, enabled: boolean): Promise<HookRow> {
    const { owner } = await this.require(caller, id);
    if (owner.kind === 'workflow') {
      const name = { namespace: owner.namespace, id: owner.workflow };
      await this.deployments.switchTrigger(caller, name, owner.trigger, enabled);
      return this.require(caller, id);
    }
    requireWholeTenant(caller);
    const verb = enabled ? 'hook.enable' : 'hook.disable';
    return this.dataSource.transaction(async (tx) => {
      await this.hooks.setEnabled(tx, id, enabled);
      const deed = { verb, subject: `hook:${id}`, message: `${verb} ${id}`, details: { owner } };
      await this.journal.write(tx, caller, deed);
      return this.require(caller, id, tx);
    });
  }
}
