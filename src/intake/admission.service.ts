import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, type Clock } from '../config/clock.js';
import { isDataFault } from '../database/faults.js';
import { AppError } from '../errors/app-error.js';
import {
  InvalidParameters,
  InvalidRequest,
  LedgerUnavailable,
  SenderRefused,
  QuotaExceeded,
} from '../errors/errors.js';
import type { Recorded } from '../ledger/record.js';
import { LOGGER, type Logger } from '../telemetry/logger.js';
import { Metrics } from '../telemetry/metrics.js';
import {
  acknowledge,
  type Answer,
  FAILED,
  invalidParameters,
  NO_ENVIRONMENT,
  type Outcome,
  problem,
  REFUSED,
  tooMany,
  UNAVAILABLE,
  UNKNOWN,
  withHeaders,
  WRONG_METHOD,
} from './answer.js';
import { ClientAddresses } from './client-addresses.js';
import { DeliveryLog } from './delivery-log.service.js';
import { environmentOf } from './environment-of.js';
import { eventsOf } from './events-of.js';
import type { Passed } from './gate.js';
import type { Hook } from './hook.js';
import { HookDirectory } from './hook-directory.service.js';
import type { Found } from './hook-snapshot.js';
import { rateOfQuota } from './quota-exceeded.js';
import { rateLimitHeaders, rateOf } from './rate-limit-headers.js';
import { Recording } from './recording.service.js';
import { Threshold } from './threshold.service.js';
import { SecretUses } from './secret-uses.service.js';
import type { RawRequest } from './verification/raw-request.js';

/** What became of a delivery: written down, or answered without that. */
export type Taken =
  | {
      readonly kind: 'recorded';
      readonly hook: Hook;
      /** In the order of the delivery's events. */
      readonly recorded: readonly Recorded[];
      /** To be sent with whatever answer: what is left of a throttle. */
      readonly headers: Readonly<Record<string, string>>;
    }
  | { readonly kind: 'answered'; readonly answer: Answer };

interface Verdict {
  readonly taken: Taken;
  readonly outcome: Outcome;
  readonly reason: string | null;
  readonly status: number;
  readonly eventId: string | null;
}

/** What a delivery is told that leads to no hook. */
const NOWHERE = { unknown: UNKNOWN, no_environment: NO_ENVIRONMENT, stuck: UNAVAILABLE } as const;

const TOO_MANY = 'This hook takes no more requests for now; send it again later';

/** Who is told what became of a delivery, as one thing to inject. */
@Injectable()
export class AdmissionTelemetry {
  constructor(
    readonly metrics: Metrics,
    private readonly log: DeliveryLog,
    readonly secretUses: SecretUses,
    @Inject(LOGGER) readonly logger: Logger,
  ) {}

  note(hook: Hook, request: RawRequest, remoteAddress: string, verdict: Verdict): void {
    const { outcome, reason, eventId, status } = verdict;
    this.metrics.deliveries.inc({ hook: hook.label, outcome, reason: reason ?? '' });
    if (outcome === 'accepted' || outcome === 'unavailable') {
      return; // the first is in the event log; for the second there is no ledger to write to
    }
    this.log.note({
      tenant: hook.tenant,
      environment: hook.environment,
      hookId: hook.id,
      outcome: outcome === 'invalid' ? 'refused' : outcome,
      reason,
      status,
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
    private readonly threshold: Threshold,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {
    this.addresses = threshold.addresses;
  }

  /** Never rejects: whatever happens is an answer. `address` is the opaque part of the hook's URL. */
  async admit(address: string, request: RawRequest): Promise<Answer> {
    const taken = await this.take(this.hooks.find(address, environmentOf(request.url)), request);
    return taken.kind === 'answered'
      ? taken.answer
      : withHeaders(acknowledge(taken.recorded).answer, taken.headers);
  }

  /** The same for whoever answers in a way of its own, by whichever way the hook was found. */
  async take(found: Found, request: RawRequest): Promise<Taken> {
    const done = this.telemetry.metrics.intakeSeconds.startTimer();
    if (found.kind !== 'hook') {
      this.telemetry.metrics.deliveries.inc({ hook: 'unknown', outcome: 'refused', reason: 'unknown_hook' });
      done({ outcome: 'refused' });
      return { kind: 'answered', answer: this.hooks.isLoaded ? NOWHERE[found.kind] : UNAVAILABLE };
    }
    const { hook } = found;
    const client = this.addresses.of(request);
    const throttled = hook.throttle.length === 0 ? null : await this.threshold.throttle.check(hook.throttle);
    const verdict =
      throttled?.allowed === false
        ? answered(tooMany(TOO_MANY, rateOf(throttled)), 'refused', 'throttled')
        : await this.judge(hook, request, client);
    done({ outcome: verdict.outcome });
    this.telemetry.note(hook, request, client ?? request.remoteAddress, verdict);
    return throttled ? alsoSending(verdict.taken, rateLimitHeaders(rateOf(throttled))) : verdict.taken;
  }

  private async judge(hook: Hook, request: RawRequest, client: string | null): Promise<Verdict> {
    try {
      const passed = await hook.gate.pass(request, client, this.clock.now());
      return passed.kind === 'handshake'
        ? answered(passed.answer, 'handshake', null)
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
    this.telemetry.secretUses.note(hook, passed.secretUses);
    const triggers = this.hooks.triggers(hook.tenant, hook.environment);
    const arrival = { hook, view: passed.view, remoteAddress, triggers, now: this.clock.now() };
    const events = eventsOf(arrival, passed.events());
    const recorded: readonly Recorded[] = events.length === 0 ? [] : await this.recording.record(events);
    const { answer, outcome } = acknowledge(recorded);
    return {
      taken: { kind: 'recorded', hook, recorded, headers: {} },
      outcome,
      reason: null,
      status: answer.status,
      eventId: recorded[0]?.eventId ?? null,
    };
  }

  private refuse(error: unknown): Verdict {
    if (error instanceof SenderRefused) {
      const answer = error.reason === 'method_not_allowed' ? WRONG_METHOD : REFUSED;
      return answered(answer, 'refused', error.reason);
    }
    if (error instanceof InvalidParameters) {
      return answered(invalidParameters(error), 'invalid', 'invalid_parameters');
    }
    if (error instanceof InvalidRequest) {
      return answered(problem(400, 'Bad Request', error.message), 'invalid', 'malformed_body');
    }
    if (isDataFault(error)) {
      const answer = problem(400, 'Bad Request', 'The body holds something that cannot be stored');
      return answered(answer, 'invalid', 'malformed_body');
    }
    if (error instanceof QuotaExceeded) {
      return answered(tooMany(error.message, rateOfQuota(error)), 'refused', 'quota_exceeded');
    }
    if (error instanceof LedgerUnavailable || (error instanceof AppError && error.retryable)) {
      return answered(UNAVAILABLE, 'unavailable', 'unavailable');
    }
    if (error instanceof AppError) {
      return answered(REFUSED, 'refused', error.code); // its keys cannot be had
    }
    this.telemetry.logger.error({ message: 'a delivery failed unexpectedly', error: String(error) });
    return answered(FAILED, 'unavailable', 'unexpected');
  }
}

function alsoSending(taken: Taken, headers: Readonly<Record<string, string>>): Taken {
  return taken.kind === 'recorded'
    ? { ...taken, headers }
    : { ...taken, answer: withHeaders(taken.answer, headers) };
}

function answered(answer: Answer, outcome: Outcome, reason: string | null): Verdict {
  return { taken: { kind: 'answered', answer }, outcome, reason, status: answer.status, eventId: null };
}
