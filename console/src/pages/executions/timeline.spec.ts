import { describe, expect, it } from 'vitest';
import { barOf, isTakenOver, nameOfRun, spanOf } from './timeline';

const at = (ms: number): string => new Date(ms).toISOString();
const run = (from: number, to: number | null) => ({
  startedAt: at(from),
  finishedAt: to === null ? null : at(to),
});

describe('the span of an execution', () => {
  it('goes from its start to its end', () => {
    const execution = {
      acceptedAt: at(0),
      startedAt: at(1000),
      finishedAt: at(5000),
      taskRuns: [run(1000, 2000)],
    };
    expect(spanOf(execution, 9000)).toEqual({ from: 1000, to: 5000 });
  });

  it('goes to now while it runs, from when it was accepted where nothing has begun', () => {
    const execution = { acceptedAt: at(500), startedAt: null, finishedAt: null, taskRuns: [] };
    expect(spanOf(execution, 9000)).toEqual({ from: 500, to: 9000 });
  });

  it('takes in what ended after it by another clock', () => {
    const taskRuns = [run(1000, 6000)];
    const execution = { acceptedAt: at(900), startedAt: at(1000), finishedAt: at(5000), taskRuns };
    expect(spanOf(execution, 0)).toEqual({ from: 1000, to: 6000 });
  });

  it('never ends before it begins', () => {
    const execution = { acceptedAt: at(500), startedAt: null, finishedAt: null, taskRuns: [] };
    expect(spanOf(execution, 100)).toEqual({ from: 500, to: 500 });
  });
});

describe('a bar', () => {
  const span = { from: 1000, to: 2000 };

  it('stands where its run stands', () => {
    expect(barOf(run(1250, 1750), span)).toEqual({ left: 25, width: 50 });
  });

  it('reaches to the end while its run goes on', () => {
    expect(barOf(run(1500, null), span)).toEqual({ left: 50, width: 50 });
  });

  it('can be seen and stays inside, however short and late it is', () => {
    const { left, width } = barOf(run(2000, 2000), span);
    expect(width).toBeGreaterThan(0);
    expect(left + width).toBe(100);
  });

  it('begins with the span where its run began a little earlier by another clock', () => {
    expect(barOf(run(900, 1500), span)).toEqual({ left: 0, width: 50 });
  });

  it('fills a span of no length', () => {
    expect(barOf(run(1000, 1000), { from: 1000, to: 1000 })).toEqual({ left: 0, width: 100 });
  });
});

it('a run in a loop is named with its round', () => {
  expect(nameOfRun({ task: 'greet', iteration: 0 })).toBe('greet');
  expect(nameOfRun({ task: 'greet', iteration: 2 })).toBe('greet #2');
});

describe('a run that was taken over', () => {
  const again = { replayOf: 'another', acceptedAt: at(5000) };

  it('ended before the execution that repeats another was accepted', () => {
    expect(isTakenOver(run(1000, 2000), again)).toBe(true);
    expect(isTakenOver(run(5000, 6000), again)).toBe(false);
    expect(isTakenOver(run(1000, null), again)).toBe(false);
  });

  it('is none where nothing is repeated', () => {
    expect(isTakenOver(run(1000, 2000), { ...again, replayOf: null })).toBe(false);
  });
});
