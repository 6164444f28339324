/** A steady load for long: does anything grow, slow down, get stuck or get lost? */
import { figures, runPhase } from './phase.mjs';
import { finished } from './site.mjs';
import { soakFindings } from './soak-findings.mjs';

/** Most rows of progress, and most points of the plot. */
const MOST_SLOTS = 120;
const LEAST_SLOT_SECONDS = 5;

/** @param {{ minutes: number, rateShare: number }} options */
export async function soak({ site, generator, sustained, say }, { minutes, rateShare }) {
  const rate = Math.max(1, Math.round(sustained.perSecond * rateShare));
  const seconds = Math.round(minutes * 60);
  const slotSeconds = Math.max(LEAST_SLOT_SECONDS, Math.ceil(seconds / MOST_SLOTS));
  say(`soak: ${rate} events/s for ${minutes} min`);

  const slots = [];
  const fresh = [];
  const phase = await runPhase(site, generator, { rate, seconds }, (look) => {
    if (fresh.push(look) === slotSeconds) {
      slots.push({ seconds: (slots.length + 1) * slotSeconds, ...slotOf(fresh.splice(0), slotSeconds) });
      say(progressLine(slots.at(-1)));
    }
  });
  const drainSeconds = await finished(site.ledger);

  const all = figures(phase.looks);
  const result = {
    command: 'soak',
    sustained: sustained.perSecond,
    rate,
    minutes,
    slotSeconds,
    ...all,
    unanswered: phase.unanswered,
    drainSeconds,
    lost: sustained.accepted + all.accepted.n - (await site.ledger.succeeded()),
    thirds: await thirdsOf(phase, site.ledger),
    slots: await withFinishing(slots, phase, slotSeconds, site.ledger),
    rss: rssOf(phase.looks),
    mostDueSeconds: Math.max(...phase.looks.map(({ state }) => state.oldestDueSeconds)),
  };
  return { ...result, findings: soakFindings(result) };
}

/** Looks of some seconds as one row. */
function slotOf(looks, seconds) {
  const { accepted, refused, late } = figures(looks);
  const { state, rss } = looks.at(-1);
  return {
    acceptedPerSecond: accepted.n / seconds,
    refusedPerSecond: refused.n / seconds,
    p50: accepted.p50,
    p99: accepted.p99,
    lateP99: late.p99,
    ...state,
    oldestDueSeconds: Math.max(...looks.map((look) => look.state.oldestDueSeconds)),
    rss,
  };
}

/** With the time to the end of the execution, which the ledger knows once it is there. */
async function withFinishing(slots, { from, to }, slotSeconds, ledger) {
  const finishing = await ledger.finishing(from, to, slotSeconds * 1000);
  return slots.map((slot, index) => ({ ...slot, finishing: finishing.get(index) ?? null }));
}

async function thirdsOf({ from, to, looks, seconds }, ledger) {
  const third = (seconds * 1000) / 3;
  const finishing = await ledger.finishing(from, to, third);
  return [0, 1, 2].map((index) => {
    const within = looks.filter(({ at }) => Math.min(2, Math.floor((at - from - 1) / third)) === index);
    return { accepted: figures(within).accepted, finishing: finishing.get(index) ?? null };
  });
}

/** Memory of each process by the second. */
function rssOf(looks) {
  const names = Object.keys(looks[0]?.rss ?? {});
  return Object.fromEntries(names.map((name) => [name, looks.map(({ rss }) => rss[name])]));
}

const ms = (value) => (value === null ? '-' : `${value.toFixed(value < 100 ? 1 : 0)} ms`);

function progressLine(slot) {
  const rss = Object.entries(slot.rss).map(([name, mib]) => `${name} ${Math.round(mib)}`);
  return [
    `  ${String(slot.seconds).padStart(5)} s  ${Math.round(slot.acceptedPerSecond)} accepted/s`,
    `${Math.round(slot.refusedPerSecond)} refused/s`,
    `p50 ${ms(slot.p50)}`,
    `p99 ${ms(slot.p99)}`,
    `open ${slot.open}`,
    `oldest due ${slot.oldestDueSeconds.toFixed(1)} s`,
    `lanes waiting ${slot.lanesWaiting}`,
    `database ${Math.round(slot.databaseMib)} MiB`,
    `MiB: ${rss.join(', ')}`,
  ].join(', ');
}
