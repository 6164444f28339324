import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { TooManyRequests } from '../../errors/errors.js';
import { OwnDoor } from '../../intake/own-door.js';
import type { DraftRequest } from '../../intake/signing/draft-request.js';
import { writeRequest } from '../../intake/signing/write-request.js';
import { DrillView, type Progress } from '../../ledger/drill.view.js';
import { type Caller, requireWholeTenant } from '../access/caller.js';
import { type GivenSource, SourcesService } from '../sources/sources.service.js';
import type { SourceRow } from '../sources/sources.repository.js';
import { HookSigner } from '../triggers/hook-signer.service.js';
import { WorkflowsService } from '../workflows/workflows.service.js';
import { type Drilled, type Hop, hopsOf } from './drill-report.js';

export interface DrillReport {
  readonly ok: boolean;
  /** From the signature to the last hop seen, in milliseconds. */
  readonly tookMs: number;
  readonly event: string | null;
  readonly execution: string | null;
  readonly hops: readonly Hop[];
}

/** Where this process listens. */
export interface ListeningAt {
  readonly address: string;
  readonly port: number;
}

const SOURCE = 'signet-drill';
const TYPE = 'signet.drill';
const WORKFLOW = `id: drill
namespace: signet
description: Does nothing but leave a trace, for drills
triggers:
  - { id: drilled, type: event, source: ${SOURCE}, events: [${TYPE}] }
tasks:
  - { id: trace, type: audit.log, verb: drill.run, message: a drill came through }
`;
const LOOK_EVERY_MS = 25;
const AGAIN_AFTER_MS = 1_000;
const KNOWN_WITHIN_MS = 2_000;

/** Sends a signed event down the way every event goes, and tells how far it came. */
@Injectable()
export class Drills {
  /** When the last drill of a tenant began. */
  private readonly last = new Map<string, number>();

  constructor(
    private readonly sources: SourcesService,
    private readonly workflows: WorkflowsService,
    private readonly signer: HookSigner,
    private readonly view: DrillView,
  ) {}

  /** Takes `withinMs` at the most. Throws TooManyRequests when the tenant's last one was a moment ago. */
  async run(caller: Caller, door: ListeningAt, withinMs: number): Promise<DrillReport> {
    requireWholeTenant(caller);
    this.requireRest(caller.tenant);
    const source = await this.prepare(caller);
    const started = performance.now();
    const deadline = started + withinMs;
    const delivered = await deliver(() => this.signed(caller.tenant, source, door), door, deadline);
    const { answer } = delivered;
    const progress = answer ? await this.follow(answer, deadline) : null;
    const hops = hopsOf({ ...delivered, progress, waitedMs: withinMs });
    return {
      ok: hops.every(({ status }) => status === 'ok'),
      tookMs: Math.round(performance.now() - started),
      event: answer?.event ?? null,
      execution: answer?.execution ?? null,
      hops,
    };
  }

  private requireRest(tenant: string): void {
    const now = performance.now();
    if (now - (this.last.get(tenant) ?? -Infinity) < AGAIN_AFTER_MS) {
      throw new TooManyRequests('one drill a second is enough', { retryAfterSeconds: 1 });
    }
    this.last.set(tenant, now);
  }

  /** The source and the workflow of drills, made at the first one. */
  private async prepare(caller: Caller): Promise<SourceRow> {
    const known = await this.sources.find(caller.tenant, SOURCE);
    const source = known ?? (await this.sources.put(caller, SOURCE, newSource())).source;
    await this.workflows.apply(caller, WORKFLOW);
    return source;
  }

  private signed(tenant: string, source: SourceRow, { address, port }: ListeningAt): DraftRequest | null {
    const host = address.includes(':') ? `[${address}]` : address;
    const body = { type: TYPE, userId: 'drill', at: new Date().toISOString() };
    const url = `http://${host}:${port}/hooks/${source.address}`;
    const draft = writeRequest({ body }, { method: 'POST', url });
    const { ready, request } = this.signer.sign(draft, this.signer.ofSource(tenant, source));
    return ready ? request : null;
  }

  private async follow(answer: NonNullable<Drilled['answer']>, deadline: number): Promise<Progress | null> {
    const { event, execution } = answer;
    if (event === undefined || execution === undefined) {
      return null;
    }
    for (;;) {
      const progress = await this.view.progress(event, execution);
      if (progress?.settledAt || performance.now() > deadline) {
        return progress;
      }
      await sleep(LOOK_EVERY_MS);
    }
  }
}

function newSource(): GivenSource {
  const secrets = [`whsec_${randomBytes(32).toString('base64')}`];
  const verify = { profile: 'standard-webhooks', secrets };
  return { description: 'Of drills: signed by Signet itself', verify };
}

type Delivered = Pick<Drilled, 'signedMs' | 'acceptedMs' | 'answer'>;

/** Where the source or the workflow is new the door may not know it yet: another event is sent then. */
async function deliver(
  sign: () => DraftRequest | null,
  { address }: ListeningAt,
  deadline: number,
): Promise<Delivered> {
  const own = new OwnDoor(address);
  const known = performance.now() + KNOWN_WITHIN_MS;
  try {
    for (;;) {
      const from = performance.now();
      const request = sign();
      const signedAt = performance.now();
      const answer = request && (await own.deliver(request, deadline - performance.now()));
      const isOver = answer === null || answer.execution !== undefined || performance.now() > known;
      if (isOver) {
        const signedMs = request === null ? null : Math.round(signedAt - from);
        return { signedMs, acceptedMs: Math.round(performance.now() - signedAt), answer };
      }
      await sleep(LOOK_EVERY_MS);
    }
  } finally {
    await own.close();
  }
}
