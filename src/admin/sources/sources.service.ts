import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { NotFound } from '../../errors/errors.js';
import type { SourceDefinition, SourcePoll } from '../../intake/source-definition.js';
import { type Caller, requireWholeTenant } from '../access/caller.js';
import { Journal } from '../journal.service.js';
import { shownHookLimits } from '../limits/given-limits.js';
import { KNOWN } from '../ports.js';
import type { GivenPoll } from './poll.js';
import { definitionOf, type GivenProofs, type Sealing } from './proofs.js';
import { type Known, requireProofs } from './require-proofs.js';
import { Sealings } from './sealings.service.js';
import { type SourceRow, SourcesRepository } from './sources.repository.js';

export interface GivenSource extends GivenProofs {
  readonly description?: string;
  readonly enabled?: boolean;
}

/** Changes sources. Nothing is saved that could not prove its sender. */
@Injectable()
export class SourcesService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly sources: SourcesRepository,
    private readonly journal: Journal,
    private readonly sealings: Sealings,
    @Inject(KNOWN) private readonly known: Known,
  ) {}

  find(tenant: string, name: string): Promise<SourceRow | null> {
    return this.sources.find(tenant, name);
  }

  /** Throws NotFound. */
  async require(tenant: string, name: string, tx?: EntityManager): Promise<SourceRow> {
    const source = await this.sources.find(tenant, name, tx);
    if (!source) {
      throw new NotFound('there is no such source', { source: name });
    }
    return source;
  }

  /** Throws InvalidDocument when it could prove nobody. */
  async put(
    caller: Caller,
    name: string,
    given: GivenSource,
  ): Promise<{ source: SourceRow; isNew: boolean }> {
    requireWholeTenant(caller);
    const sealing = this.sealings.of(caller.tenant, name);
    return this.dataSource.transaction(async (tx) => {
      await this.sources.lock(tx, caller.tenant, name);
      const before = await this.sources.find(caller.tenant, name, tx);
      const definition = definitionOf(given, before?.definition ?? null, sealing);
      requireProofs(definition, sealing, this.known);
      const description = given.description ?? null;
      const enabled = given.enabled ?? before?.enabled ?? true;
      await (before
        ? this.sources.update(tx, before.id, { description, definition, enabled })
        : this.sources.create(tx, caller.tenant, { name, description, definition, enabled }));
      await this.note(tx, caller, 'source.put', name, before ? 'changed' : 'created');
      return { source: await this.require(caller.tenant, name, tx), isNew: before === null };
    });
  }

  setEnabled(caller: Caller, name: string, enabled: boolean): Promise<SourceRow> {
    return this.alter(
      caller,
      name,
      enabled ? 'source.enable' : 'source.disable',
      (before) => before,
      enabled,
    );
  }

  async remove(caller: Caller, name: string): Promise<void> {
    requireWholeTenant(caller);
    await this.dataSource.transaction(async (tx) => {
      await this.sources.lock(tx, caller.tenant, name);
      const source = await this.require(caller.tenant, name, tx);
      await this.sources.remove(tx, source.id);
      await this.note(tx, caller, 'source.delete', name, 'deleted');
    });
  }

  /**
   * Changes the definition of a source, one change at a time. Throws NotFound, InvalidDocument when it could prove
   * nobody afterwards, and what `alter` throws.
   */
  async alter(
    caller: Caller,
    name: string,
    verb: string,
    alter: (before: SourceDefinition, sealing: Sealing) => SourceDefinition,
    enabled?: boolean,
  ): Promise<SourceRow> {
    requireWholeTenant(caller);
    const sealing = this.sealings.of(caller.tenant, name);
    return this.dataSource.transaction(async (tx) => {
      await this.sources.lock(tx, caller.tenant, name);
      const before = await this.require(caller.tenant, name, tx);
      const definition = alter(before.definition, sealing);
      if (definition !== before.definition) {
        requireProofs(definition, sealing, this.known);
      }
      await this.sources.update(tx, before.id, {
        description: before.description,
        definition,
        ...(enabled === undefined ? {} : { enabled }),
      });
      await this.note(tx, caller, verb, name, 'changed');
      return this.require(caller.tenant, name, tx);
    });
  }

  private note(tx: EntityManager, caller: Caller, verb: string, name: string, what: string): Promise<void> {
    return this.journal.write(tx, caller, {
      verb,
      subject: `source:${name}`,
      message: `source ${name} ${what}`,
    });
  }
}

/** What a source says, to be put again with changes; secrets it does not name stay. */
export function givenOf({ description, definition }: SourceRow): GivenSource {
  const { verify, token, poll, ip, open, event, limits, vocabulary } = definition;
  return {
    ...(description !== null && { description }),
    ...(verify && { verify: keptVerify(verify) }),
    ...(token && { token: { from: token.from, ...(token.scheme && { scheme: token.scheme }) } }),
    ...(poll && { poll: withoutAuthorization(poll) }),
    ...(ip && { ip }),
    ...(open && { open }),
    ...(event && { event }),
    ...(limits && { limits: shownHookLimits(limits) }),
    ...(vocabulary && { vocabulary }),
  };
}

function keptVerify({
  profile,
  config = {},
  secretLater,
}: NonNullable<SourceDefinition['verify']>): GivenProofs['verify'] {
  return { profile, config, ...(secretLater && { secretLater }) };
}

function withoutAuthorization(poll: SourcePoll): GivenPoll {
  const { authorization: _, ...rest } = poll;
  return rest;
}
