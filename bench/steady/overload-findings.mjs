/** What an overload showed, by criteria that are said in each line. */
import { nothingLost } from './soak-findings.mjs';

const REFUSALS = ['429', '503'];
/** Refusing must be quicker than any sender's patience by far. */
const REFUSED_WITHIN_MS = 500;
/** Senders give up after three seconds at the least (Slack, Okta), so nobody may wait longer; what is taken is answered well before. */
const PATIENCE_MS = 3000;
const ACCEPTED_WITHIN_MS = 1000;
/** Afterwards p99 of a second is as before when it is below the greater of these. */
const AS_BEFORE_FACTOR = 2;
const AS_BEFORE_MS = 25;
const RECOVERED_WITHIN_SECONDS = 5;
/** So many seconds in a row as before are no accident. */
const IN_A_ROW = 3;

/** @returns {{ holds: boolean, text: string }[]} */
export function overloadFindings(result) {
  const [before, during, after] = result.phases;
  return [
    refuses(during),
    quick(during),
    keepsLatency(before, during),
    answersEach(during),
    takesNewcomers(before, during),
    nothingLost(result),
    recovers(before, after),
  ];
}

function refuses({ statuses, refused, accepted, withoutRetryAfter }) {
  const others = Object.keys(statuses).filter((status) => status !== '202' && !REFUSALS.includes(status));
  return {
    holds: refused.n > 0 && others.length === 0 && withoutRetryAfter === 0,
    text: `refuses: ${refused.n} of ${refused.n + accepted.n} with 429 or 503, ${withoutRetryAfter} of them without Retry-After; other answers: ${others.join(', ') || 'none'}`,
  };
}

function quick({ refused }) {
  const { p50, p99 } = refused;
  return {
    holds: p99 !== null && p99 <= REFUSED_WITHIN_MS,
    text: `refuses quickly: p50 ${text(p50)}, p99 ${text(p99)} (at most ${REFUSED_WITHIN_MS})`,
  };
}

function keepsLatency(before, during) {
  const { p50, p99 } = during.accepted;
  return {
    holds: p99 !== null && p99 <= ACCEPTED_WITHIN_MS,
    text: `what is accepted keeps its latency: p50 ${text(p50)}, p99 ${text(p99)} (at most ${ACCEPTED_WITHIN_MS}), against ${text(before.accepted.p50)} and ${text(before.accepted.p99)} before`,
  };
}

function answersEach({ refused, accepted }) {
  const most = Math.max(refused.most ?? 0, accepted.most ?? 0);
  return {
    holds: most <= PATIENCE_MS,
    text: `answers each: the longest wait was ${text(most)} (at most ${PATIENCE_MS})`,
  };
}

function takesNewcomers(before, { newcomers }) {
  return {
    holds: newcomers.most !== null && newcomers.most <= PATIENCE_MS,
    text: `takes newcomers: ${newcomers.n} connected anew and were answered within ${text(newcomers.most)} (at most ${PATIENCE_MS}), p50 ${text(newcomers.p50)}, against ${text(before.newcomers.p50)} before`,
  };
}

function recovers(before, after) {
  const most = Math.max(before.accepted.p99 * AS_BEFORE_FACTOR, before.accepted.p99 + AS_BEFORE_MS);
  const isAsBefore = after.bySecond.map(({ p99, refused }) => refused === 0 && p99 <= most);
  const from = isAsBefore.findIndex((_, second) =>
    Array.from({ length: IN_A_ROW }).every((_one, next) => isAsBefore[second + next]),
  );
  const later = isAsBefore.slice(from).filter((is) => !is).length;
  return {
    holds: from >= 0 && from <= RECOVERED_WITHIN_SECONDS,
    text:
      from < 0
        ? `recovers: never ${IN_A_ROW} seconds in a row without a refusal and with p99 below ${most.toFixed(0)} ms`
        : `recovers: after ${from} s (at most ${RECOVERED_WITHIN_SECONDS}) nothing is refused and p99 of a second is below ${most.toFixed(0)} ms, ${IN_A_ROW} seconds in a row; ${later} later ones were not so; p99 ${text(after.accepted.p99)} over the whole phase`,
  };
}

const text = (value) => (value === null ? '-' : `${value.toFixed(1)} ms`);
