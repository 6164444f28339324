/** More than can be done, and less again: is it refused early, is what was taken done as fast, is it over at once? */
import { Newcomers } from './newcomers.mjs';
import { overloadFindings } from './overload-findings.mjs';
import { figures, runPhase } from './phase.mjs';
import { finished } from './site.mjs';

const QUIET_SHARE = 0.5;
/** Requests made ready for the phases; what is needed on top is made on the way. */
const MOST_PREPARED = 300_000;

/** @param {{ factor: number, seconds: number }} options */
export async function overload({ site, generator, sustained, say }, { factor, seconds }) {
  const shares = [QUIET_SHARE, factor, QUIET_SHARE];
  const rates = shares.map((share) => Math.max(1, Math.round(sustained.perSecond * share)));
  const needed = rates.reduce((sum, rate) => sum + rate * seconds, 0);
  await generator.prepare(Math.min(MOST_PREPARED, Math.ceil(needed)));

  const phases = [];
  for (const [index, rate] of rates.entries()) {
    say(`overload: ${rate} events/s (${shares[index]} of what is sustained) for ${seconds} s`);
    const newcomers = new Newcomers(site.port);
    const phase = await runPhase(site, generator, { rate, seconds }, (look) => say(progressLine(look)));
    phases.push({ ...phase, newcomers: await newcomers.stop() });
  }
  const drainSeconds = await finished(site.ledger);

  const figuresOfPhases = [];
  for (const phase of phases) {
    figuresOfPhases.push(await phaseOf(phase, site.ledger));
  }
  const all = figures(phases.flatMap(({ looks }) => looks));
  const result = {
    command: 'overload',
    sustained: sustained.perSecond,
    factor,
    seconds,
    ...all,
    unanswered: phases.reduce((sum, phase) => sum + phase.unanswered, 0),
    drainSeconds,
    lost: sustained.accepted + all.accepted.n - (await site.ledger.succeeded()),
    phases: figuresOfPhases,
  };
  return { ...result, findings: overloadFindings(result) };
}

async function phaseOf({ rate, seconds, from, to, looks, newcomers }, ledger) {
  const finishing = await ledger.finishing(from, to, to - from);
  return {
    rate,
    seconds,
    newcomers,
    ...figures(looks),
    finishing: finishing.get(0) ?? null,
    mostOpen: Math.max(...looks.map(({ state }) => state.open)),
    mostDueSeconds: Math.max(...looks.map(({ state }) => state.oldestDueSeconds)),
    bySecond: looks.map((look) => ({
      accepted: look.accepted.total,
      refused: look.refused.total,
      p99: look.accepted.at(0.99),
      refusedP99: look.refused.at(0.99),
      oldestDueSeconds: look.state.oldestDueSeconds,
      rss: look.rss,
    })),
  };
}

const ms = (value) => (value === null ? '-' : `${value.toFixed(value < 100 ? 1 : 0)} ms`);

function progressLine(look) {
  const { accepted, refused, state, statuses } = look;
  const answers = Object.entries(statuses).map(([status, n]) => `${n} x ${status}`);
  return (
    `  ${answers.join(', ')}; accepted p50 ${ms(accepted.at(0.5))}, p99 ${ms(accepted.at(0.99))}; ` +
    `refused p50 ${ms(refused.at(0.5))}, p99 ${ms(refused.at(0.99))}; sent late p99 ${ms(look.late.at(0.99))}; ` +
    `${look.open} under way, ${state.open} open, oldest due ${state.oldestDueSeconds.toFixed(1)} s`
  );
}
