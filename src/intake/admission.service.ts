import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, type Clock } from '../config/clock.js';
import { CONFIG, type Config } from '../config/config.js';
import { DEFAULT_ENVIRONMENT } from '../config/places.js';
import { isDataFault } from '../database/faults.js';
import { AppError } from '../errors/app-error.js';
import {
  InvalidParameters,
  InvalidRequest,
  LedgerUnavailable,
  SenderRefused,
  TooManyRequests,
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
  sampled,
  TOO_MANY,
  UNAVAILABLE,
  UNKNOWN,
  WRONG_METHOD,
} from './answer.js';
import { ClientAddresses } from './client-addresses.js';
import { Diagnoses } from './diagnoses.service.js';
import type { RefusedDelivery } from './diagnosis/finding.js';
import { environmentOf } from './environment-of.js';
import { eventsOf } from './events-of.js';
import type { Introduction, Passed } from './gate.js';
import type { Hook } from './hook.js';
import { HookDirectory } from './hook-directory.service.js';
import type { Found } from './hook-snapshot.js';
import { Recording } from './recording.service.js';
import { Sampler } from './samples/sampler.service.js';
import { SecretUses } from './secret-uses.service.js';
import { type ControlEvent, readControlEvent } from './ssf/control-event.js';
import { asSetAnswer } from './ssf/set-answer.js';
import type { RawRequest } from './verification/raw-request.js';
import type { ReasonCode } from './verification/reason.js';

/** A method the hook does not take, and an origin it does not consent to when asked with OPTIONS (CloudEvents webhooks). */
const METHOD_REASONS: ReadonlySet<string> = new Set(['method_not_allowed', 'origin_not_allowed']);

/** What became of a delivery: written down, or answered without that. */
export type Taken =
  | {
      readonly kind: 'recorded';
      readonly hook: Hook;
      /** In the order of the delivery's events. */
      readonly recorded: readonly Recorded[];
    }
  | { readonly kind: 'answered'; readonly answer: Answer };

/** What became of a delivery, for whoever sent it, the log and the metric. */
export interface Verdict {
  readonly taken: Taken;
  readonly outcome: Outcome;
  readonly reason: string | null;
  readonly status: number;
  readonly eventId: string | null;
  /** What is wrong with its parameters. */
  readonly faults?: RefusedDelivery['faults'];
}

/** A delivery as it stands at the door. */
interface Call {
  readonly request: RawRequest;
  /** Where it came from, proxies looked through; null when it cannot be told. */
  readonly client: string | null;
  readonly now: Date;
}

/** How a delivery came. */
export interface Way extends Introduction {
  /** Its sender expects the answers of RFC 8935, whatever the hook says. */
  readonly asSet?: boolean;
  /** The id a fetched token was listed under: it must be that of the token (RFC 8936 section 2.2). */
  readonly jti?: string;
}

/** What a delivery is told that leads to no hook. */
const NOWHERE = { unknown: UNKNOWN, no_environment: NO_ENVIRONMENT, stuck: UNAVAILABLE } as const;

/** Who is told of a delivery and of what became of it, as one thing to inject. */
@Injectable()
export class AdmissionTelemetry {
  constructor(
    readonly metrics: Metrics,
    readonly sampler: Sampler,
    readonly secretUses: SecretUses,
    private readonly diagnoses: Diagnoses,
    @Inject(LOGGER) readonly logger: Logger,
  ) {}

  note(hook: Hook, { request, client, now }: Call, verdict: Verdict): void {
    const { outcome, reason, eventId, status, faults } = verdict;
    this.metrics.deliveries.inc({ hook: hook.label, outcome, reason: reason ?? '' });
    if (outcome === 'accepted' || outcome === 'unavailable') {
      return; // the first is in the event log; for the second there is no ledger to write to
    }
    const row = {
      tenant: hook.tenant,
      environment: hook.environment,
      hookId: hook.id,
      outcome: outcome === 'invalid' ? ('refused' as const) : outcome,
      reason,
      status,
      method: request.method,
      remoteAddress: client ?? request.remoteAddress,
      bytes: request.body.length,
      eventId,
    };
    const isRefused = row.outcome === 'refused' && reason !== null;
    const refusal = isRefused && { request, reason, now, clientAddress: client, faults };
    this.diagnoses.note(row, refusal ? hook.gate.refused(refusal) : null);
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
  arrive(address: string, request: RawRequest, way: Way = {}): Promise<Taken> {
    return this.take(this.hooks.find(address, environmentOf(request.url)), request, way);
  }

  /** The same by whichever way the hook was found. */
  async take(found: Found, request: RawRequest, way: Way = {}): Promise<Taken> {
    if (found.kind !== 'hook' || isOver(found.hook, this.clock.now())) {
      const done = this.telemetry.metrics.intakeSeconds.startTimer();
      this.telemetry.metrics.deliveries.inc({ hook: 'unknown', outcome: 'refused', reason: 'unknown_hook' });
      done({ outcome: 'refused' });
      const nowhere = found.kind === 'hook' ? UNKNOWN : NOWHERE[found.kind];
      const answer = this.hooks.isLoaded ? nowhere : UNAVAILABLE;
      return { kind: 'answered', answer: way.asSet ? asSetAnswer(answer, null) : answer };
    }
    return (await this.deliver(found.hook, request, way)).taken;
  }

  /** A token that was fetched from its transmitter. Null when its hook cannot be opened just now. */
  async admitFetched(address: string, request: RawRequest, jti: string): Promise<Verdict | null> {
    const found = this.hooks.find(address, DEFAULT_ENVIRONMENT);
    return found.kind === 'hook' ? this.deliver(found.hook, request, { asSet: true, jti }) : null;
  }

  /** Notes a delivery that is refused before the gate: what it showed opens none of the hooks it could mean. */
  refuse(hook: Hook, request: RawRequest, reason: ReasonCode, answer: Answer): Answer {
    const call = { request, client: this.addresses.of(request), now: this.clock.now() };
    this.telemetry.note(hook, call, answered(answer, 'refused', reason));
    return answer;
  }

  private async deliver(hook: Hook, request: RawRequest, way: Way): Promise<Verdict> {
    const done = this.telemetry.metrics.intakeSeconds.startTimer();
    const call = { request, client: this.addresses.of(request), now: this.clock.now() };
    const judged = await this.judge(hook, call, way);
    const verdict = way.asSet || hook.gate.takesSecurityEvents ? inSetTerms(judged) : judged;
    done({ outcome: verdict.outcome });
    this.telemetry.note(hook, call, verdict);
    return verdict;
  }

  private async judge(hook: Hook, { request, client, now }: Call, way: Way): Promise<Verdict> {
    try {
      const passed = await hook.gate.pass(request, client, now, way);
      if (passed.kind === 'handshake') {
        return answered(passed.answer, 'handshake', null);
      }
      if (way.jti !== undefined && passed.view.claims?.['jti'] !== way.jti) {
        throw new SenderRefused('claim_mismatch');
      }
      const content = hook.sample && (await this.telemetry.sampler.capture(hook, passed.view, now));
      if (hook.sample?.alone) {
        return content
          ? answered(sampled(content), 'sample', null)
          : answered(UNKNOWN, 'refused', 'trigger_off');
      }
      return await this.write(hook, passed, client ?? request.remoteAddress);
    } catch (error) {
      return this.verdictOn(error);
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
    const extracted = passed.events();
    const [first] = extracted;
    if (first?.control && extracted.length === 1) {
      return this.writeControl(hook, readControlEvent(first));
    }
    const events = eventsOf(arrival, extracted);
    const recorded: readonly Recorded[] = events.length === 0 ? [] : await this.recording.record(events);
    const { answer, outcome } = acknowledge(recorded);
    return {
      taken: { kind: 'recorded', hook, recorded },
      outcome,
      reason: null,
      status: answer.status,
      eventId: recorded[0]?.eventId ?? null,
    };
  }

  /** An event about its own stream is no event of an identity: it is taken note of, and starts nothing. */
  private async writeControl(hook: Hook, control: ControlEvent): Promise<Verdict> {
    if (hook.owner.kind === 'source') {
      await this.recording.recordControl(hook.id, control);
    }
    return answered(acknowledge([]).answer, 'control', control.kind);
  }

  private verdictOn(error: unknown): Verdict {
    if (error instanceof SenderRefused) {
      const answer = METHOD_REASONS.has(error.reason) ? WRONG_METHOD : REFUSED;
      return answered(answer, 'refused', error.reason);
    }
    if (error instanceof InvalidParameters) {
      const faults = error.details['errors'] as RefusedDelivery['faults'];
      return { ...answered(invalidParameters(error), 'invalid', 'invalid_parameters'), faults };
    }
    if (error instanceof TooManyRequests) {
      return answered(TOO_MANY, 'refused', error.code);
    }
    if (error instanceof InvalidRequest) {
      return answered(problem(400, 'Bad Request', error.message), 'invalid', 'malformed_body');
    }
    if (isDataFault(error)) {
      const answer = problem(400, 'Bad Request', 'The body holds something that cannot be stored');
      return answered(answer, 'invalid', 'malformed_body');
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

/** It was there for a sample alone, and nobody waits any more. */
function isOver({ sample }: Hook, now: Date): boolean {
  return sample?.alone === true && sample.until <= now;
}

function answered(answer: Answer, outcome: Outcome, reason: string | null): Verdict {
  return { taken: { kind: 'answered', answer }, outcome, reason, status: answer.status, eventId: null };
}

/** A verdict whose sender is told of it as RFC 8935 says. */
function inSetTerms(verdict: Verdict): Verdict {
  const { taken, outcome, reason } = verdict;
  if (outcome === 'handshake') {
    return verdict;
  }
  const plain = taken.kind === 'answered' ? taken.answer : acknowledge(taken.recorded).answer;
  const answer = asSetAnswer(plain, reason);
  return { ...verdict, taken: { kind: 'answered', answer }, status: answer.status };
}
