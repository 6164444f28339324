import { describe, expect, it } from 'vitest';
import { OutcomeUnknown, TaskTimeout } from '../errors/errors.js';
import { callWithin, LEASE_GONE, SHUTTING_DOWN } from './call.js';

const never = () => new Promise<never>(() => undefined);
const workSince = (startedAt: number) => ({ startedAt, controller: new AbortController() });
const NO_LIMITS = { taskMs: undefined, executionMs: undefined };

function call(
  perform: (signal: AbortSignal) => Promise<unknown>,
  limits: Parameters<typeof callWithin>[2] = NO_LIMITS,
  work = workSince(Date.now()),
): Promise<unknown> {
  return callWithin({ kind: 'outside', perform }, work, limits);
}

describe('a call under limits', () => {
  it('gives what it brought back, or what it threw', async () => {
    expect(await call(() => Promise.resolve({ a: 1 }))).toEqual({ a: 1 });
    const fault = new Error('its own');
    await expect(call(() => Promise.reject(fault))).rejects.toBe(fault);
  });

  it('is cut, and told so, when its time or that of the whole is over, even if it does not listen', async () => {
    let cut = false;
    const listening = (signal: AbortSignal) => {
      signal.addEventListener('abort', () => (cut = true));
      return never();
    };
    await expect(call(listening, { taskMs: 5, executionMs: undefined })).rejects.toThrow(
      'the task took longer',
    );
    expect(cut).toBe(true);
    const late = call(never, { taskMs: 60_000, executionMs: 5 });
    await expect(late).rejects.toThrow('the execution took longer');
  });

  it('that was sent is unknown when its time is over, and not merely late', async () => {
    const sent = (signal: AbortSignal) =>
      new Promise((_, reject) =>
        signal.addEventListener('abort', () => reject(new OutcomeUnknown('sent', { method: 'POST' }))),
      );
    await expect(call(sent, { taskMs: 5, executionMs: undefined })).rejects.toMatchObject({
      code: 'outcome_unknown',
      details: { method: 'POST', timeoutMs: 5 },
    });
  });

  it('is not made at all when the time of the whole is over', async () => {
    let made = false;
    const making = () => Promise.resolve((made = true));
    const spent = call(making, { taskMs: 60_000, executionMs: 5 }, workSince(0));
    await expect(spent).rejects.toBeInstanceOf(TaskTimeout);
    expect(made).toBe(false);
  });

  it.each([LEASE_GONE, SHUTTING_DOWN])(
    'ends with %s when its worker lets go, before or during it',
    async (reason) => {
      const before = workSince(Date.now());
      before.controller.abort(reason);
      await expect(call(never, NO_LIMITS, before)).rejects.toBe(reason);

      const during = workSince(Date.now());
      const failing = (signal: AbortSignal) =>
        new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('cut off'))));
      const result = call(failing, NO_LIMITS, during);
      during.controller.abort(reason);
      await expect(result).rejects.toBe(reason);
    },
  );
});
