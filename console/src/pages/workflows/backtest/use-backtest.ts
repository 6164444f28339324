import { useEffect, useRef, useState } from 'react';
import type { BacktestLine } from '../../../../../src/planning/backtest.service.js';
import { postForLines } from '../../../api/client';
import { api } from '../../../api/paths';
import { describe } from '../../../api/query-client';

export type Report = Extract<BacktestLine, { kind: 'report' }>;
export type Difference = Extract<BacktestLine, { kind: 'difference' }>;
type Line = BacktestLine | { readonly kind: 'error'; readonly message: string };

/** How far a backtest is. */
export interface Backtest {
  readonly isRunning: boolean;
  /** Part of the period that is behind it, 0 to 1. */
  readonly done: number;
  readonly events: number;
  /** Those told one by one; the report counts them all. */
  readonly differences: readonly Difference[];
  readonly report: Report | null;
  readonly error: string | null;
}

export interface BacktestRequest {
  readonly document: string;
  readonly environment: string;
  /** RFC 3339. */
  readonly since: string;
}

const NOTHING: Backtest = {
  isRunning: false,
  done: 0,
  events: 0,
  differences: [],
  report: null,
  error: null,
};

/** What is known once a line more has come. */
export function afterLine(known: Backtest, line: Line): Backtest {
  switch (line.kind) {
    case 'progress':
      return { ...known, done: line.done, events: line.events };
    case 'difference':
      return { ...known, differences: [...known.differences, line] };
    case 'report':
      return { ...known, isRunning: false, report: line };
    case 'error':
      return { ...known, isRunning: false, error: line.message };
  }
}

/** A backtest that can be begun and stopped; it stops when its page is left. */
export function useBacktest(): Backtest & {
  readonly begin: (request: BacktestRequest) => Promise<void>;
  readonly stop: () => void;
} {
  const [known, setKnown] = useState(NOTHING);
  const running = useRef<AbortController | null>(null);
  const stop = () => {
    running.current?.abort();
    setKnown((before) => ({ ...before, isRunning: false }));
  };
  useEffect(() => () => running.current?.abort(), []);
  const begin = async (request: BacktestRequest): Promise<void> => {
    const own = new AbortController();
    running.current?.abort();
    running.current = own;
    setKnown({ ...NOTHING, isRunning: true });
    try {
      for await (const line of postForLines<Line>(api.backtestWorkflow, request, own.signal)) {
        setKnown((before) => afterLine(before, line));
      }
      setKnown(ended);
    } catch (error) {
      if (!own.signal.aborted) {
        setKnown((before) => ({ ...before, isRunning: false, error: describe(error) }));
      }
    }
  };
  return { ...known, begin, stop };
}

function ended(known: Backtest): Backtest {
  const isCut = known.report === null && known.error === null;
  return { ...known, isRunning: false, ...(isCut && { error: 'the answer ended before the report' }) };
}
