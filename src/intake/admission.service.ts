import { Inject, Injectable } from '@nestjs/common';
import { SpanKind } from '@opentelemetry/api';
import { CLOCK, type Clock } from '../config/clock.js';
import { DEFAULT_ENVIRONMENT } from '../config/places.js';
import { SenderRefused } from '../errors/errors.js';
import type { Recorded } from '../ledger/record.js';
import { currentExemplar, inSpan } from '../telemetry/work-context.js';
import { AdmissionTelemetry, type Call } from './admission-telemetry.service.js';
import { acknowledge, type Answer, NO_ENVIRONMENT, sampled, UNAVAILABLE, UNKNOWN } from './answer.js';
import { environmentOf } from './environment-of.js';
import { eventsOf } from './events-of.js';
import type { Passed } from './gate.js';
import type { Hook } from './hook.js';
import { HookDirectory } from './hook-directory.service.js';
import type { Found } from './hook-snapshot.js';
import { Recording } from './recording.service.js';
import { type ControlEvent, readControlEvent } from './ssf/control-event.js';
import { asSetAnswer } from './ssf/set-answer.js';
import { Threshold } from './threshold.service.js';
import {
  answered,
  inSetTerms,
  type Taken,
  throttled,
  unexpected,
  type Verdict,
  verdictOn,
  withThrottle,
} from './verdict.js';
import { firstHeader, type RawRequest } from './verification/raw-request.js';
import type { ReasonCode } from './verification/reason.js';
import type { Way } from './way.js';

/** What a delivery is told that leads to no hook. */
const NOWHERE = { unknown: UNKNOWN, no_environment: NO_ENVIRONMENT, stuck: UNAVAILABLE } as const;

/** The pipeline every delivery goes through, by whichever door it came: find, prove, read, write down, answer. */
@Injectable()
export class Admission {
  constructor(
    private readonly hooks: HookDirectory,
    private readonly recording: Recording,
    private readonly telemetry: AdmissionTelemetry,
    private readonly threshold: Threshold,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Never rejects: whatever happens is an answer. `address` is the opaque part of the hook's URL. */
  arrive(address: string, request: RawRequest, way: Way = {}): Promise<Taken> {
    return this.take(this.hooks.find(address, environmentOf(request.url)), request, way);
  }

  /** The same by whichever way the hook was found. */
  async take(found: Found, request: RawRequest, way: Way = {}): Promise<Taken> {
    if (found.kind !== 'hook' || isOver(found.hook, this.clock.now())) {
      const done = this.telemetry.metrics.intakeSeconds.start();
      this.telemetry.metrics.deliveries.inc({ hook: 'unknown', outcome: 'refused', reason: 'unknown_hook' });
      done({ outcome: 'refused' });
      const nowhere = found.kind === 'hook' ? UNKNOWN : NOWHERE[found.kind];
      const answer = this.hooks.isLoaded ? nowhere : UNAVAILABLE;
      return { kind: 'answered', answer: way.asSet ? asSetAnswer(answer, null) : answer };
    }
    if (this.threshold.crowd.isTooMuch(this.recording.waitedMs)) {
      return this.turnAway(found.hook, way);
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
    const call = { request, client: this.threshold.addressOf(request), now: this.clock.now() };
    this.telemetry.note(hook, call, answered(answer, 'refused', reason));
    return answer;
  }

  /** Costs next to nothing, so that there is time for those who wait: nothing is proven, read or written. */
  private turnAway(hook: Hook, way: Way): Taken {
    this.telemetry.metrics.deliveries.inc({ hook: hook.label, outcome: 'unavailable', reason: 'crowded' });
    const asSet = way.asSet || hook.gate.takesSecurityEvents;
    return { kind: 'answered', answer: asSet ? asSetAnswer(UNAVAILABLE, null) : UNAVAILABLE };
  }

  private deliver(hook: Hook, request: RawRequest, way: Way): Promise<Verdict> {
    const traceparent = firstHeader(request.rawHeaders, 'traceparent');
    const parts = { name: 'delivery', kind: SpanKind.SERVER, attributes: { 'signet.hook': hook.label } };
    return this.telemetry.tracing.start({ traceparent }, parts, () => this.timed(hook, request, way));
  }

  private async timed(hook: Hook, request: RawRequest, way: Way): Promise<Verdict> {
    const done = this.telemetry.metrics.intakeSeconds.start();
    const call = { request, client: this.threshold.addressOf(request), now: this.clock.now() };
    const throttle = await this.threshold.throttle(hook, way);
    const judged = throttle?.allowed === false ? throttled(throttle) : await this.judge(hook, call, way);
    const verdict = way.asSet || hook.gate.takesSecurityEvents ? inSetTerms(judged) : judged;
    done({ outcome: verdict.outcome }, currentExemplar());
    this.telemetry.note(hook, call, verdict);
    return throttle ? withThrottle(verdict, throttle) : verdict;
  }

  private async judge(hook: Hook, { request, client, now }: Call, way: Way): Promise<Verdict> {
    try {
      const passed = await inSpan({ name: 'verify' }, () => hook.gate.pass(request, client, now, way));
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
      const verdict = verdictOn(error, hook.gate.methods);
      if (!verdict) {
        this.telemetry.logger.error({ message: 'a delivery failed unexpectedly', error: String(error) });
      }
      return verdict ?? unexpected();
    }
  }

  private async write(
    hook: Hook,
    passed: Extract<Passed, { kind: 'proven' }>,
    remoteAddress: string,
  ): Promise<Verdict> {
    this.telemetry.secretUses.note(hook, passed.secretUses);
    const triggers = this.hooks.triggers(hook.tenant, hook.environment);
    const mayReturn = this.hooks.changesUsers(hook.tenant, hook.environment);
    const arrival = { hook, view: passed.view, remoteAddress, triggers, mayReturn, now: this.clock.now() };
    const extracted = passed.events();
    const [first] = extracted;
    if (first?.control && extracted.length === 1) {
      return this.writeControl(hook, readControlEvent(first));
    }
    const events = eventsOf(arrival, extracted);
    const recorded: readonly Recorded[] =
      events.length === 0 ? [] : await inSpan({ name: 'commit' }, () => this.recording.record(events));
    const { answer, outcome } = acknowledge(recorded);
    return {
      taken: { kind: 'recorded', hook, recorded, headers: {} },
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
}

/** It was there for a sample alone, and nobody waits any more. */
function isOver({ sample }: Hook, now: Date): boolean {
  return sample?.alone === true && sample.until <= now;
}
