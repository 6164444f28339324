import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Conflict, NotFound } from '../../errors/errors.js';
import { shortTypeOf } from '../../intake/ssf/event-types.js';
import { type Registration, RegistrationsRepository } from '../../ssf/registrations.repository.js';
import { type Access, Transmitters } from '../../ssf/transmitters.service.js';
import { type Caller, requireWholeTenant } from '../access/caller.js';
import { Journal } from '../journal.service.js';
import { Sealings } from './sealings.service.js';
import type { SourceRow } from './sources.repository.js';
import { SourcesService } from './sources.service.js';
import type { SsfStreamModel } from './ssf.dto.js';
import { type SsfStreamRow, SsfStreamView } from './ssf-stream.view.js';

/** What streams are known and kept with, as one thing to inject. */
@Injectable()
export class SsfStores {
  constructor(
    readonly dataSource: DataSource,
    readonly registrations: RegistrationsRepository,
    readonly view: SsfStreamView,
    readonly journal: Journal,
    readonly sealings: Sealings,
  ) {}
}

/** Looks after streams that were set up at their transmitter: how they are, whether they work, their end. */
@Injectable()
export class SsfStreams {
  constructor(
    private readonly sources: SourcesService,
    private readonly transmitters: Transmitters,
    private readonly stores: SsfStores,
  ) {}

  /** `remote` asks the transmitter for the status, too. Throws NotFound, or what kept the transmitter from telling. */
  async show(caller: Caller, name: string, remote = false): Promise<SsfStreamModel> {
    const source = await this.sources.require(caller.tenant, name);
    const registration = await this.stores.registrations.find(source.id);
    const model = modelOf(source, registration, await this.stores.view.get(source.id));
    const endpoint = registration?.transmitter.statusEndpoint;
    if (!remote || !registration || !endpoint) {
      return model;
    }
    const access = this.accessTo(caller, name, registration, endpoint);
    model.status = { ...(await this.transmitters.readStatus(access, registration.streamId)), at: null };
    return model;
  }

  /** Asks for a verification event with a state of its own; `show` tells when it has come. */
  async verify(caller: Caller, name: string): Promise<SsfStreamModel> {
    const { source, registration } = await this.requireRegistered(caller, name);
    const endpoint = registration.transmitter.verificationEndpoint;
    if (endpoint === null) {
      throw new Conflict('the transmitter verifies no streams', { source: name });
    }
    const state = randomBytes(24).toString('base64url');
    await this.stores.dataSource.transaction(async (tx) => {
      await this.stores.registrations.expectState(tx, source.id, state);
      await this.stores.journal.write(tx, caller, {
        verb: 'source.ssf_verify',
        subject: `source:${name}`,
        message: `verification of the stream of source ${name} asked for`,
      });
    });
    const access = this.accessTo(caller, name, registration, endpoint);
    await this.transmitters.askVerification(access, registration.streamId, state);
    return this.show(caller, name);
  }

  /** Ends the stream at the transmitter; the source stays, and polls no more. */
  async remove(caller: Caller, name: string): Promise<void> {
    const { source, registration } = await this.requireRegistered(caller, name);
    const endpoint = registration.transmitter.configurationEndpoint!;
    await this.transmitters.deleteStream(
      this.accessTo(caller, name, registration, endpoint),
      registration.streamId,
    );
    await this.sources.alter(caller, name, 'source.poll_stop', (before) => {
      const { poll: _, ...after } = before;
      return after;
    });
    await this.stores.dataSource.transaction(async (tx) => {
      await this.stores.registrations.forget(tx, source.id);
      await this.stores.journal.write(tx, caller, {
        verb: 'source.ssf_delete',
        subject: `source:${name}`,
        message: `stream ${registration.streamId} of source ${name} deleted`,
      });
    });
  }

  private async requireRegistered(
    caller: Caller,
    name: string,
  ): Promise<{ source: SourceRow; registration: Registration }> {
    requireWholeTenant(caller);
    const source = await this.sources.require(caller.tenant, name);
    const registration = await this.stores.registrations.find(source.id);
    if (!registration) {
      throw new NotFound('the source has no stream that was set up from here', { source: name });
    }
    return { source, registration };
  }

  private accessTo(caller: Caller, name: string, { sealedToken }: Registration, endpoint: string): Access {
    const token =
      sealedToken === null ? null : this.stores.sealings.of(caller.tenant, name).open(sealedToken);
    return { endpoint, token };
  }
}

function modelOf(source: SourceRow, registration: Registration | null, row: SsfStreamRow): SsfStreamModel {
  const { poll } = source.definition;
  const events = (registration?.events ?? []).map((address) => shortTypeOf(address) ?? address);
  return {
    source: source.name,
    streamId: registration?.streamId ?? null,
    issuer: registration?.transmitter.issuer ?? null,
    method: registration?.method ?? null,
    endpoint: registration?.endpoint ?? poll?.endpoint ?? null,
    events,
    status: row.status === null ? null : { status: row.status, reason: row.statusReason, at: row.statusAt },
    verification: { pending: row.isAsked, askedAt: row.askedAt, verifiedAt: row.verifiedAt },
    poll: poll ? { polling: row.isPolled, polledAt: row.polledAt, nextPollAt: row.nextPollAt } : null,
    lastEventAt: row.lastEventAt,
    lastError: later(row.refusal, row.pollError),
  };
}

type Fault = SsfStreamModel['lastError'];

function later(one: Fault, other: Fault): Fault {
  return one && other ? (Date.parse(one.at) > Date.parse(other.at) ? one : other) : (one ?? other);
}
