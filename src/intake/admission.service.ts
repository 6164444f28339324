import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, type Clock } from '../config/clock.js';
import { CONFIG, type Config } from '../config/config.js';
import { isDataFault } from '../database/faults.js';
import { AppError } from '../errors/app-error.js';
import { InvalidRequest, LedgerUnavailable, SenderRefused, TooManyRequests } from '../errors/errors.js';
import type { Recorded } from '../ledger/record.js';
import { LOGGER, type Logger } from '../telemetry/logger.js';
import { Metrics } from '../telemetry/metrics.js';
import {
  acknowledge,
  type Answer,
  FAILED,
  type Outcome,
  problem,
  REFUSED,
  TOO_MANY,
  UNAVAILABLE,
  UNKNOWN,
  WRONG_METHOD,
} from './answer.js';
import { ClientAddresses } from './client-addresses.js';
import { DeliveryLog } from './delivery-log.service.js';
import { eventsOf } from './events-of.js';
import type { Passed } from './gate.js';
import type { Hook } from './hook.js';
import { HookDirectory } from './hook-directory.service.js';
import { Recording } from './recording.service.js';
import type { RawRequest } from './verification/raw-request.js';

/** A method the hook does not take, and an origin it does not consent to when asked with OPTIONS (CloudEvents webhooks). */
const METHOD_REASONS: ReadonlySet<string> = new Set(['method_not_allowed', 'origin_not_allowed']);

interface Verdict {
  readonly answer: Answer;
  readonly outcome: Outcome;
  readonly reason: string | null;
  readonly eventId: string | null;
}

/** Who is told what became of a delivery, as one thing to inject. */
@Injectable()
export class AdmissionTelemetry {
  constructor(
    readonly metrics: Metrics,
    private readonly log: DeliveryLog,
    @Inject(LOGGER) readonly logger: Logger,
  ) {}

  note(hook: Hook, request: RawRequest, remoteAddress: string, verdict: Verdict): void {
    const { outcome, reason, eventId, answer } = verdict;
    this.metrics.deliveries.inc({ hook: hook.label, outcome, reason: reason ?? '' });
    if (outcome === 'accepted' || outcome === 'unavailable') {
      return; // the first is in the event log; for the second there is no ledger to write to
    }
    this.log.note({
      tenant: hook.tenant,
      hookId: hook.id,
      outcome: outcome === 'invalid' ? 'refused' : outcome,
      reason,
      status: answer.status,
      method: request.method,
      remoteAddress,
      bytes: request.body.length,
      eventId,
    });
  }
}

/** The pipeline every delivery goes through, by whichever door it came: find, prove, read, write down, answer. */
@Injectable()
export class Admission {
  private readonly addresses: ClientAddresses;

  constructor(
    private readonly hooks: HookDirectory,
    private readonly recording: Recording,
    private readonly telemetry: AdmissionTelemetry,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(CONFIG) config: Config,
  ) {
    this.addresses = new ClientAddresses(config.http.trustedProxies);
  }

  /** Never rejects: whatever happens is an answer. `address` is the opaque part of the hook's URL. */
  async admit(address: string, request: RawRequest): Promise<Answer> {
    const done = this.telemetry.metrics.intakeSeconds.startTimer();
    const hook = this.hooks.find(address);
    if (!hook) {
      const answer = this.hooks.isLoaded && !this.hooks.isStuck(address) ? UNKNOWN : UNAVAILABLE;
      this.telemetry.metrics.deliveries.inc({ hook: 'unknown', outcome: 'refused', reason: 'unknown_hook' });
      done({ outcome: 'refused' });
      return answer;
    }
    const client = this.addresses.of(request);
    const verdict = await this.judge(hook, request, client);
    done({ outcome: verdict.outcome });
    this.telemetry.note(hook, request, client ?? request.remoteAddress, verdict);
    return verdict.answer;
  }

  private async judge(hook: Hook, request: RawRequest, client: string | null): Promise<Verdict> {
    try {
      const passed = await hook.gate.pass(request, client, this.clock.now());
      return passed.kind === 'handshake'
        ? { answer: passed.answer, outcome: 'handshake', reason: null, eventId: null }
        : await this.write(hook, passed, client ?? request.remoteAddress);
    } catch (error) {
      return this.refuse(error);
    }
  }

  private async write(
    hook: Hook,
    passed: Extract<Passed, { kind: 'proven' }>,
    remoteAddress: string,
  ): Promise<Verdict> {
    const triggers = this.hooks.triggers(hook.tenant);
    const arrival = { hook, view: passed.view, remoteAddress, triggers, now: this.clock.now() };
    const events = eventsOf(arrival, passed.events());
    const recorded: readonly Recorded[] = events.length === 0 ? [] : await this.recording.record(events);
    return { ...acknowledge(recorded), reason: null, eventId: recorded[0]?.eventId ?? null };
  }

  private refuse(error: unknown): Verdict {
    const nothing = { reason: null, eventId: null };
    if (error instanceof SenderRefused) {
      const answer = METHOD_REASONS.has(error.reason) ? WRONG_METHOD : REFUSED;
      return { ...nothing, answer, outcome: 'refused', reason: error.reason };
    }
    if (error instanceof TooManyRequests) {
      return { ...nothing, answer: TOO_MANY, outcome: 'refused', reason: error.code };
    }
    if (error instanceof InvalidRequest) {
      const answer = problem(400, 'Bad Request', error.message);
      return { ...nothing, answer, outcome: 'invalid', reason: 'malformed_body' };
    }
    if (isDataFault(error)) {
      const answer = problem(400, 'Bad Request', 'The body holds something that cannot be stored');
      return { ...nothing, answer, outcome: 'invalid', reason: 'malformed_body' };
    }
    if (error instanceof LedgerUnavailable || (error instanceof AppError && error.retryable)) {
      return { ...nothing, answer: UNAVAILABLE, outcome: 'unavailable', reason: 'unavailable' };
    }
    if (error instanceof AppError) {
      return { ...nothing, answer: REFUSED, outcome: 'refused', reason: error.code }; // its keys cannot be had
    }
    this.telemetry.logger.error({ message: 'a delivery failed unexpectedly', error: String(error) });
    return { ...nothing, answer: FAILED, outcome: 'unavailable', reason: 'unexpected' };
  }
}
