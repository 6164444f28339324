import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Held, type Passage, TargetGate } from './target-gate.js';

const FAILS = { kind: 'fails' } as const;
const WORKS = { kind: 'works' } as const;

function pass(gate: TargetGate, now: number): Passage {
  const passage = gate.enter(now);
  expect(passage).not.toHaveProperty('reason');
  return passage as Passage;
}

function held(gate: TargetGate, now: number): Held {
  const one = gate.enter(now);
  expect(one).toHaveProperty('reason');
  return one as Held;
}

/** A gate whose target failed ten times in a row, at once. */
function broken(at = 0): TargetGate {
  const gate = new TargetGate({ isOne: true, most: 100 });
  for (let tries = 0; tries < 10; tries += 1) {
    gate.leave(pass(gate, at), FAILS, at);
  }
  return gate;
}

describe('the breaker of a target', () => {
  it('opens after ten failures in a row, and not when one call in between was answered', () => {
    expect(broken().state(0)).toBe('open');
    expect(held(broken(), 1)).toEqual({ reason: 'breaker', delayMs: 4_999 });

    const gate = new TargetGate({ isOne: true, most: 100 });
    for (let tries = 0; tries < 40; tries += 1) {
      gate.leave(pass(gate, 0), tries % 9 === 8 ? WORKS : FAILS, 0);
    }
    expect(gate.state(0)).toBe('closed');
  });

  it('lets one call try when its pause is over, and nobody beside it', () => {
    const gate = broken();
    const trial = pass(gate, 5_000);
    expect(gate.state(5_001)).toBe('half_open');
    expect(held(gate, 5_001).reason).toBe('breaker');
    gate.leave(trial, WORKS, 5_100);
    expect(gate.state(5_100)).toBe('closed');
    pass(gate, 5_100);
  });

  it('pauses twice as long after each trial that fails, up to a minute', () => {
    const gate = broken();
    const pauses: number[] = [];
    for (let now = 0; pauses.length < 6; now += pauses.at(-1)!) {
      pauses.push(held(gate, now).delayMs);
      const end = now + pauses.at(-1)!;
      gate.leave(pass(gate, end), FAILS, end);
    }
    expect(pauses).toEqual([5_000, 10_000, 20_000, 40_000, 60_000, 60_000]);
  });

  it('learns nothing from a call that was cut off, and lets the next one try', () => {
    const gate = broken();
    gate.leave(pass(gate, 5_000), { kind: 'nothing' }, 5_500);
    expect(gate.enter(5_500)).toEqual({ startedAt: 5_500 });
  });

  it('stays closed for good where one call tells nothing of the next', () => {
    const gate = new TargetGate({ isOne: false, most: 100 });
    for (let tries = 0; tries < 100; tries += 1) {
      gate.leave(pass(gate, 0), tries % 2 === 0 ? FAILS : { kind: 'limits', askedMs: 1_000 }, 0);
    }
    expect(gate.state(0)).toBe('closed');
  });
});

describe('a target that limits', () => {
  it('is left alone by all as long as it asked one of them, and no longer than five minutes', () => {
    const gate = new TargetGate({ isOne: true, most: 100 });
    gate.leave(pass(gate, 0), { kind: 'limits', askedMs: 30_000 }, 0);
    expect(held(gate, 10_000)).toEqual({ reason: 'rate_limited', delayMs: 20_000 });
    gate.leave(pass(gate, 30_000), { kind: 'limits', askedMs: 86_400_000 }, 30_000);
    expect(held(gate, 329_999).reason).toBe('rate_limited');
    pass(gate, 330_000);
  });
});

describe('a slow target', () => {
  it('takes no more room than it may, and what has no room comes back later', () => {
    const gate = new TargetGate({ isOne: true, most: 3 });
    const [first] = [0, 0, 500].map((at) => pass(gate, at));
    expect(held(gate, 1_000)).toEqual({ reason: 'slow', delayMs: 1_000 });
    gate.leave(first!, WORKS, 1_600);
    pass(gate, 1_600);
  });

  it('is told apart from one that many call at once: there a call waits for room, in order, for a second', async () => {
    const gate = new TargetGate({ isOne: true, most: 2 });
    const [first] = [pass(gate, 0), pass(gate, 0)];
    expect(gate.enter(999)).toBeNull();
    const told: string[] = [];
    const waiting = ['ada', 'bob'].map((name) => gate.room(60_000).then(() => told.push(name)));
    gate.leave(first, WORKS, 999);
    await waiting[0];
    expect(told).toEqual(['ada']);
    gate.leave(pass(gate, 999), WORKS, 999);
    await waiting[1];

    const busy = new TargetGate({ isOne: true, most: 1 });
    pass(busy, 900);
    expect(busy.enter(1_000, 1_000)).toMatchObject({ reason: 'slow' });
    await busy.room(1); // nobody leaves
  });
});

describe('whatever is held', () => {
  it('comes back later, one after the other, within a minute of when it may', () => {
    const gate = broken();
    const delays = Array.from({ length: 10_000 }, () => held(gate, 0).delayMs);
    expect(delays.slice(0, 3)).toEqual([5_000, 5_020, 5_040]);
    expect(delays.at(-1)).toBe(60_000);
  });

  it('always has a delay above nothing, and the gate always opens again', () => {
    const steps = fc.array(
      fc.record({
        afterMs: fc.integer({ min: 0, max: 20_000 }),
        takesFirst: fc.boolean(),
        finding: fc.constantFrom(
          WORKS,
          FAILS,
          { kind: 'nothing' } as const,
          { kind: 'limits', askedMs: 7_000 } as const,
        ),
      }),
      { maxLength: 200 },
    );
    fc.assert(
      fc.property(steps, (all) => {
        const gate = new TargetGate({ isOne: true, most: 4 });
        const under: Passage[] = [];
        const delays: number[] = [];
        let now = 0;
        for (const { afterMs, takesFirst, finding } of all) {
          now += afterMs;
          const one = gate.enter(now);
          delays.push(one !== null && 'reason' in one ? one.delayMs : 1);
          under.push(...(one === null || 'reason' in one ? [] : [one]));
          const back = takesFirst ? under.shift() : undefined;
          if (back) {
            gate.leave(back, finding, now);
          }
        }
        under.forEach((one) => gate.leave(one, { kind: 'nothing' }, now));
        expect(delays.filter((ms) => ms <= 0 || ms > 300_000)).toEqual([]);
        const passage = pass(gate, now + 360_000);
        gate.leave(passage, WORKS, now + 360_000);
        expect(gate.isFresh(now + 720_000)).toBe(true);
      }),
    );
  });
});
