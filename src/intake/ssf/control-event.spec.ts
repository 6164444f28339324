import { describe, expect, it } from 'vitest';
import { readControlEvent } from './control-event.js';

const control = (type: string | null, payload: unknown) =>
  readControlEvent({
    type,
    id: null,
    replayId: null,
    subject: null,
    time: null,
    control: true,
    body: { event: { type: '', subject: null, payload } },
  });

describe('an event about its own stream', () => {
  it.each(['ssf.verification', 'risc.verification', 'sse.verification'])('%s echoes a state', (type) => {
    expect(control(type, { state: 'abc' })).toEqual({ kind: 'verification', state: 'abc' });
    expect(control(type, {})).toEqual({ kind: 'verification', state: null });
    expect(control(type, { state: ['abc'] })).toEqual({ kind: 'verification', state: null });
  });

  it('tells a new status and why', () => {
    expect(control('ssf.stream-updated', { status: 'paused', reason: 'maintenance' })).toEqual({
      kind: 'stream-updated',
      status: 'paused',
      reason: 'maintenance',
    });
    const long = 'x'.repeat(5000);
    expect(control('ssf.stream-updated', { status: long, reason: long })).toMatchObject({
      status: 'x'.repeat(1000),
      reason: 'x'.repeat(1000),
    });
  });

  it('of somebody on the stream, without a status, or of a kind nobody knows, is nothing to do', () => {
    expect(control('ssf.stream-updated', { status: 'paused', subject: { email: 'a@b.c' } })).toEqual({
      kind: 'other',
    });
    expect(control('ssf.stream-updated', {})).toEqual({ kind: 'other' });
    expect(control('ssf.birthday', {})).toEqual({ kind: 'other' });
    expect(control(null, {})).toEqual({ kind: 'other' });
    expect(control('ssf.verification', 'text')).toEqual({ kind: 'verification', state: null });
  });
});
