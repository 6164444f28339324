import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { isRefusedForNow } from '../database/faults.js';
import { LEASE_GONE, SHUTTING_DOWN } from './call.js';
import { Caller } from './caller.service.js';
import { Calls } from './calls.js';
import type { Journey } from './journey.js';
import { JourneyLoader, type Loaded } from './journey-loader.service.js';
import { LOST, Recorder } from './recorder.service.js';
import { RunnerTelemetry } from './runner-telemetry.service.js';
import type { SettleStep, Step } from './step.js';
import { advance, type WalkParts } from './walk.js';
import { WALK_PARTS } from './walk-parts.js';
import type { WalkState } from './walk-state.js';
import type { Work } from './work.js';

const RECORD_AGAIN_MS = 500;
/** Five minutes: by then what Postgres says is no matter of room. */
const MOST_RECORDS = 600;

/** Runs claimed executions: walks the revision, commits each step, calls the world in between. */
@Injectable()
export class Runner {
  constructor(
    private readonly loader: JourneyLoader,
    private readonly recorder: Recorder,
    private readonly caller: Caller,
    private readonly told: RunnerTelemetry,
    @Inject(WALK_PARTS) private readonly parts: WalkParts,
  ) {}

  /**
   * Runs every execution of `work` to its settlement, side by side. Never rejects: `onSettled` is told of each as it
   * ends, with `null` when it was lost or must be handed back.
   */
  async run(work: readonly Work[], onSettled: (work: Work, step: SettleStep | null) => void): Promise<void> {
    const loaded = await this.loader.load(work).catch((error: unknown) => {
      this.told.notLoaded(work.length, error);
      return null;
    });
    await Promise.all(
      work.map(async (one) => {
        const start = loaded?.get(one.execution.id);
        onSettled(one, start ? await this.told.traced(one, start, () => this.runOne(one, start)) : null);
      }),
    );
  }

  private async runOne(work: Work, start: Loaded): Promise<SettleStep | null> {
    const calls = new Calls((journey, call, unwanted) => this.caller.call({ work, journey }, call, unwanted));
    work.onLook = () => calls.look();
    try {
      return await this.walk(start, calls, work.controller);
    } catch (error) {
      if (work.controller.signal.reason === LEASE_GONE) {
        this.told.lost();
      } else if (error !== SHUTTING_DOWN) {
        this.told.letGo(work.execution.id, error);
      }
      return null; // the ledger still holds it as running: it is handed back, or its lease runs out
    } finally {
      calls.cut([...calls.running]);
    }
  }

  /**
   * Commits step after step, and makes calls in between, until the execution leaves this worker. The signal of
   * `controller` is made when somebody asks for it, and an execution without faults does not (ADR 23).
   */
  private async walk(start: Loaded, calls: Calls, controller: AbortController): Promise<SettleStep | null> {
    let step = 'settlement' in start ? start : advance(start.journey, start.state, this.parts);
    for (;;) {
      const recorded = await this.record(step, controller);
      if (recorded === LOST) {
        this.told.lost();
        return null;
      }
      this.told.tell(recorded);
      if (isSettled(recorded)) {
        return recorded;
      }
      calls.start(recorded);
      calls.cut(recorded.unwanted);
      if (recorded.goesOn) {
        calls.look();
      }
      const state = recorded.state.committed();
      step = recorded.own
        ? { ...recorded, state, calls: [], unwanted: [] }
        : await this.goOn(recorded.journey, state, calls);
    }
  }

  /** What was done stays in hand while Postgres has no room for it: to let go would be to do it again. */
  private async record(step: Step | SettleStep, controller: AbortController): ReturnType<Recorder['record']> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await this.recorder.record(step);
      } catch (error) {
        if (!isRefusedForNow(error) || controller.signal.aborted || tries === MOST_RECORDS) {
          throw error;
        }
        if (tries === 1) {
          this.told.held(step.journey.execution.id, error);
        }
        await sleep(RECORD_AGAIN_MS, undefined, { signal: controller.signal }).catch(() => undefined); // then a last time
      }
    }
  }

  private async goOn(journey: Journey, state: WalkState, calls: Calls): Promise<Step> {
    const results = await calls.next();
    return advance(journey, state, this.parts, { results, running: calls.running });
  }
}

function isSettled(step: SettleStep | Step): step is SettleStep {
  return step.settlement !== null;
}
