import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ChangedRun, ExecutionChange } from '../../ledger/stream.view.js';
import { cursorOf, ENDED, EventStream, HEARTBEAT_MS, type Sink, SLOW_MS } from './event-stream.js';

/** A response that a test lets be full, drained and looked into. */
class Reader {
  text = '';
  status = 0;
  isFull = false;
  isEnded = false;
  isDestroyed = false;
  private onDrain: (() => void)[] = [];

  readonly sink = {
    writeHead: (status: number) => (this.status = status),
    write: (text: string) => {
      this.text += text;
      return !this.isFull;
    },
    end: () => (this.isEnded = true),
    destroy: () => (this.isDestroyed = true),
    once: (_: string, listener: () => void) => this.onDrain.push(listener),
  } as unknown as Sink;

  drain(): void {
    this.isFull = false;
    this.onDrain.splice(0).forEach((listener) => listener());
  }

  /** `[id, event, data]` of what came, in order. */
  get events(): [string, string, Record<string, unknown>][] {
    return [...this.text.matchAll(/id: (.*)\nevent: (.*)\ndata: (.*)\n\n/g)].map(([, id, name, data]) => [
      id!,
      name!,
      JSON.parse(data!) as Record<string, unknown>,
    ]);
  }
}

const run = (n: number, rest: Partial<ChangedRun> = {}): ChangedRun => ({
  changedUs: `${1_764_115_200_000_000 + n}`,
  position: n,
  iteration: 0,
  taskId: `task-${n}`,
  action: 'set',
  status: 'succeeded',
  attempt: 1,
  startedAt: '2025-11-26T00:00:00+00:00',
  finishedAt: null,
  input: { secret: 'in' },
  output: { secret: 'out' },
  error: null,
  ...rest,
});

const change = (status: string, runs: readonly ChangedRun[] = [], more = false): ExecutionChange =>
  ({ status, reason: null, attempt: 1, finishedAt: null, runs, more }) as ExecutionChange;

let reader: Reader;
let drained: number;

function aStream(options: { lastEventId?: string; details?: boolean } = {}): EventStream {
  const stream = new EventStream(reader.sink, {
    execution: 'exe',
    details: false,
    onDrain: () => (drained += 1),
    ...options,
  });
  stream.open();
  return stream;
}

const names = (): string[] =>
  reader.events.map(([, name, data]) => `${name} ${String(data['task'] ?? data['status'])}`);

beforeEach(() => {
  vi.useFakeTimers();
  reader = new Reader();
  drained = 0;
});
afterEach(() => void vi.useRealTimers());

describe('a stream', () => {
  it('tells states and runs in the order they came, once each, and the end last', () => {
    const stream = aStream();
    expect(stream.take(change('pending'))).toBe(true);
    expect(stream.take(change('pending'))).toBe(false);
    stream.take(change('running', [run(1), run(2)]));
    stream.take(change('succeeded', [run(3)]));

    expect(names()).toEqual([
      'execution pending',
      'execution running',
      'task task-1',
      'task task-2',
      'task task-3',
      'execution succeeded',
      'end succeeded',
    ]);
    expect(reader.isEnded).toBe(true);
    expect(reader.text).toMatch(/^retry: 2000\n\n/);
  });

  it('says nothing of what went in and came out unless it is asked for', () => {
    aStream().take(change('running', [run(1)]));
    expect(reader.text).not.toContain('secret');
    reader = new Reader();
    aStream({ details: true }).take(change('running', [run(1)]));
    expect(reader.text).toContain('"output":{"secret":"out"}');
  });

  it('does not end before everything was told', () => {
    const stream = aStream();
    stream.take(change('succeeded', [run(1)], true));
    expect(names()).toEqual(['task task-1']);
    stream.take(change('succeeded', [run(2)]));
    expect(names().slice(1)).toEqual(['task task-2', 'execution succeeded', 'end succeeded']);
  });

  it('goes on after the last event a reader has, wherever it read that', () => {
    const whole = change('succeeded', [run(1), run(2), run(3)]);
    aStream().take(whole);
    const all = reader.events;
    for (const [index, [id]] of all.slice(0, -1).entries()) {
      reader = new Reader();
      const stream = aStream({ lastEventId: id });
      const { changedUs } = stream.after;
      stream.take({ ...whole, runs: whole.runs.filter((run) => run.changedUs > changedUs) });
      expect(reader.events).toEqual(all.slice(index + 1));
    }
    expect(all.at(-1)![0]).toBe(ENDED);
  });

  it('begins at the beginning for a reader whose id is none of ours', () => {
    for (const id of [
      undefined,
      '',
      'x',
      '1-2',
      `${'9'.repeat(40)}-0-running-1-a`,
      "1-0-0-a-1-'; drop table x",
    ]) {
      expect(cursorOf(id)).toMatchObject({ changedUs: '0', taskId: '' });
    }
  });

  it('writes nothing more to a reader that is full, and goes on where it was once it is not', () => {
    const stream = aStream();
    stream.take(change('running', [run(1)]));
    reader.isFull = true;
    stream.take(change('running', [run(2), run(3), run(4)]));

    expect(names().at(-1)).toBe('task task-2');
    expect(stream.after).toMatchObject({ taskId: 'task-2' });
    expect([stream.isFull, drained]).toEqual([true, 0]);
    vi.advanceTimersByTime(3 * HEARTBEAT_MS);
    expect(reader.text).not.toContain('still here');
    reader.drain();
    expect([stream.isFull, drained]).toEqual([false, 1]);
    stream.take(change('running', [run(3), run(4)]));
    expect(names().slice(-2)).toEqual(['task task-3', 'task task-4']);
    expect(reader.isDestroyed).toBe(false);
  });

  it('drops a reader that takes nothing for a minute, in the middle or at the end', () => {
    const stream = aStream();
    reader.isFull = true;
    stream.take(change('running'));
    vi.advanceTimersByTime(SLOW_MS - 1);
    expect(reader.isDestroyed).toBe(false);
    vi.advanceTimersByTime(1);
    expect(reader.isDestroyed).toBe(true);

    reader = new Reader();
    const other = aStream();
    other.take(change('succeeded'));
    vi.advanceTimersByTime(SLOW_MS);
    expect([reader.isEnded, reader.isDestroyed]).toEqual([true, true]);
  });

  it('says now and then that it is still there, and has no timers once its reader is gone', () => {
    const stream = aStream();
    vi.advanceTimersByTime(2 * HEARTBEAT_MS);
    expect(reader.text.match(/^: still here$/gm)).toHaveLength(2);
    stream.release();
    expect(vi.getTimerCount()).toBe(0);
  });
});
