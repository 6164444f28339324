import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import type { SampleAnswer } from './sender-answers.js';
import { followSample } from './follow-sample.js';
import { Session } from './session.js';

const sample = (state: SampleAnswer['state'], secondsLeft: number): SampleAnswer => ({
  state,
  secondsLeft,
  message: '',
  url: '',
});

function aSession(isTTY: boolean): { session: Session; said: () => string } {
  const stderr = new PassThrough();
  const stdout = Object.assign(new PassThrough(), { isTTY });
  const session = new Session({ env: {}, cwd: '/', stdin: new PassThrough(), stdout, stderr }, {});
  return { session, said: () => String(stderr.read() ?? '') };
}

/** What is found, one after the other. */
const finding = (...samples: SampleAnswer[]): (() => Promise<SampleAnswer>) => {
  let at = 0;
  return () => Promise.resolve(samples[at++]!);
};

describe('waiting for a sample', () => {
  it('counts the seconds down on a terminal, until it is captured', async () => {
    const { session, said } = aSession(true);
    const look = finding(sample('listening', 99), sample('captured', 0));
    expect((await followSample(session, sample('listening', 180), look)).state).toBe('captured');
    expect(said()).toMatch(/180 s left.*\r.* 99 s left/);
  });

  it('says nothing elsewhere, and ends when the time is over', async () => {
    const { session, said } = aSession(false);
    expect((await followSample(session, sample('listening', 1), finding(sample('expired', 0)))).state).toBe(
      'expired',
    );
    expect(said()).toBe('');
  });
});
