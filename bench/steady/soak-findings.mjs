/** What a soak showed, by criteria that are said in each line. */

/** Memory may grow by so much within the second half, by its linear fit: the greater of the two. */
const GROWTH_SHARE = 0.05;
const GROWTH_MIB = 10;
/** The last third's p99 may be so much above the first one's: the greater of the two. */
const SLOWER_SHARE = 0.5;
const SLOWER_MS = 25;
/** Nothing that is due may ever have waited longer. */
const MOST_DUE_SECONDS = 10;
/** One delivery in a thousand may be sent away to come again. */
const MOST_REFUSED_SHARE = 0.001;
/** Processes of Signet: Postgres fills its cache, which is no leak. */
const OWN = ['signet-web', 'signet-worker'];

/** @returns {{ holds: boolean, text: string }[]} */
export function soakFindings(result) {
  const [first, , last] = result.thirds;
  return [
    nothingLost(result),
    taken(result),
    ...OWN.map((name) => flat(name, result.rss[name])),
    steady('acceptance', first.accepted?.p99, last.accepted?.p99),
    steady('finishing', first.finishing?.p99, last.finishing?.p99),
    lanes(result),
  ];
}

export function nothingLost({ accepted, lost, unanswered, cut, drainSeconds }) {
  const rest =
    drainSeconds === null ? 'something never finished' : `the rest finished in ${drainSeconds.toFixed(1)} s`;
  return {
    holds: lost === 0 && unanswered === 0 && cut === 0 && drainSeconds !== null,
    text: `none lost: ${accepted.n} accepted, ${lost} of them without a finished execution, ${unanswered} requests without an answer, ${cut} cut; ${rest}`,
  };
}

function taken({ accepted, refused }) {
  const share = refused.n / (refused.n + accepted.n);
  return {
    holds: share <= MOST_REFUSED_SHARE,
    text: `taken: ${refused.n} of ${refused.n + accepted.n} refused (at most ${MOST_REFUSED_SHARE * 100} %)`,
  };
}

function flat(name, mib) {
  const half = mib.slice(Math.floor(mib.length / 2));
  const grown = slope(half) * (half.length - 1);
  const mean = half.reduce((sum, value) => sum + value, 0) / half.length;
  const most = Math.max(GROWTH_MIB, GROWTH_SHARE * mean);
  return {
    holds: grown <= most,
    text: `memory of ${name} flat: ${grown.toFixed(1)} MiB more over the second half by its linear fit (at most ${most.toFixed(0)}); mean ${mean.toFixed(0)} MiB, peak ${Math.max(...mib).toFixed(0)} MiB`,
  };
}

/** Of the least-squares line through values a step apart. */
export function slope(values) {
  const middle = (values.length - 1) / 2;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const steps = values.map((value, index) => [index - middle, value - mean]);
  const square = steps.reduce((sum, [x]) => sum + x * x, 0);
  return square === 0 ? 0 : steps.reduce((sum, [x, y]) => sum + x * y, 0) / square;
}

function steady(what, first, last) {
  if (typeof first !== 'number' || typeof last !== 'number') {
    return { holds: false, text: `p99 of ${what}: not enough to tell` };
  }
  const most = Math.max(first * (1 + SLOWER_SHARE), first + SLOWER_MS);
  return {
    holds: last <= most,
    text: `p99 of ${what} steady: ${first.toFixed(1)} ms in the first third, ${last.toFixed(1)} ms in the last (at most ${most.toFixed(1)})`,
  };
}

function lanes({ mostDueSeconds, drainSeconds }) {
  return {
    holds: mostDueSeconds <= MOST_DUE_SECONDS && drainSeconds !== null,
    text: `no lane stuck: what was due waited ${mostDueSeconds.toFixed(1)} s at most (at most ${MOST_DUE_SECONDS}), and nothing was left when the load had ended`,
  };
}
