/** `signet workflow sample`: parameters of a trigger out of what its sender really sends, or out of an example. */
import type { Command } from 'commander';
import type { SampleGroupsAnswer } from './sender-answers.js';
import type { SampleAnswer, SampleAppliedAnswer } from './sender-answers.js';
import type { CommandLine } from './command-line.js';
import { EXIT, usageFailure } from './exit-code.js';
import type { ExitCode } from './exit-code.js';
import { faultLine } from '../workflow/fault.js';
import { gather, readJson } from './given.js';
import { hookPath, namedValues } from './hook-place.js';
import { followSample } from './follow-sample.js';
import type { Session } from './session.js';
import { asText, renderTable } from './table.js';

const WHICH = 'NAMESPACE/ID/TRIGGER';

interface Options {
  readonly environment?: string;
}

interface ApplyOptions extends Options {
  readonly wholeBody?: boolean;
  readonly required?: readonly string[];
  readonly dryRun?: boolean;
}

export function addSampleCommands(workflow: Command, line: CommandLine): void {
  const sample = workflow
    .command('sample')
    .description('Parameters of a trigger, out of a request or of an example.');
  const command = (name: string, what: string): Command =>
    sample
      .command(name)
      .description(what)
      .argument('<trigger>', WHICH)
      .option('--environment <name>', 'where (default: production)');

  command('listen', 'Wait three minutes for the next GET or POST and keep it; exit code 1 when none came.')
    .option('--no-wait', 'begin to listen and return')
    .action(line.handle(listen));
  command('show', 'What was captured.').action(line.handle(show));
  command('cancel', 'Wait no more, and forget what was captured.').action(line.handle(cancel));
  withChoice(command('apply', 'Write the captured parameters into the document.')).action(
    line.handle((session, which: string, options: ApplyOptions) => apply(session, which, 'sample', options)),
  );
  withChoice(command('from-json', 'Write the parameters of a JSON body into the document.'))
    .argument('<json>', 'JSON, @FILE, or - for stdin')
    .action(line.handle(fromJson));
  withChoice(command('from-pairs', 'Write parameters out of names and example values into the document.'))
    .argument('[name=value...]', 'of the body')
    .option('--query <name=value>', 'one of the query; may be repeated', gather)
    .option('--header <name=value>', 'a header; may be repeated', gather)
    .action(line.handle(fromPairs));
}

function withChoice(command: Command): Command {
  return command
    .option('--whole-body', 'one parameter more, for all of the body')
    .option('--required <name>', 'a request must bring this one; may be repeated', gather)
    .option('--dry-run', 'show the document, save nothing');
}

async function listen(
  session: Session,
  which: string,
  { environment, wait }: Options & { readonly wait: boolean },
): Promise<ExitCode> {
  const api = await session.api();
  const path = samplePath(which);
  const begun = await api.post<SampleAnswer>(`${path}/listen`, {
    ...(environment !== undefined && { environment }),
  });
  if (!wait) {
    session.show(begun, () => `${begun.message}: ${begun.url}`);
    return EXIT.ok;
  }
  session.note(`send a GET or POST to ${begun.url}`);
  const ended = await followSample(session, begun, () => api.get<SampleAnswer>(path, { environment }));
  session.show(ended, () => (ended.parameters ? groupsText(ended.parameters) : ended.message));
  return ended.state === 'captured' ? EXIT.ok : EXIT.failed;
}

async function show(session: Session, which: string, { environment }: Options): Promise<void> {
  const sample = await (await session.api()).get<SampleAnswer>(samplePath(which), { environment });
  session.show(sample, () =>
    sample.parameters ? groupsText(sample.parameters) : `${sample.state}: ${sample.message}`,
  );
}

async function cancel(session: Session, which: string, { environment }: Options): Promise<void> {
  const query = environment === undefined ? '' : `?environment=${encodeURIComponent(environment)}`;
  await (await session.api()).delete(`${samplePath(which)}${query}`);
  session.show({ cancelled: which }, () => `nobody waits for a sample of ${which}`);
}

async function fromJson(
  session: Session,
  which: string,
  text: string,
  options: ApplyOptions,
): Promise<ExitCode> {
  return apply(session, which, { json: await readJson(session.shell, text, 'the example') }, options);
}

function fromPairs(
  session: Session,
  which: string,
  pairs: readonly string[],
  options: ApplyOptions & { readonly query?: readonly string[]; readonly header?: readonly string[] },
): Promise<ExitCode> {
  const all = [
    ...pairsIn('body', pairs),
    ...pairsIn('query', options.query),
    ...pairsIn('header', options.header),
  ];
  if (all.length === 0) {
    throw usageFailure('give at least one NAME=VALUE');
  }
  return apply(session, which, { pairs: all }, options);
}

/** What reads as JSON is what it says, `emp_id=33` a number; anything else is text. */
function pairsIn(group: string, pairs: readonly string[] = []): object[] {
  return Object.entries(namedValues(pairs)).map(([key, value]) => ({
    key,
    in: group,
    value: asValue(value),
  }));
}

function asValue(text: string | readonly string[]): unknown {
  try {
    return typeof text === 'string' ? (JSON.parse(text) as unknown) : text;
  } catch {
    return text;
  }
}

async function apply(
  session: Session,
  which: string,
  from: unknown,
  { environment, wholeBody, required, dryRun }: ApplyOptions,
): Promise<ExitCode> {
  const asked = { from, environment, wholeBody, required, dryRun };
  const applied = await (await session.api()).post<SampleAppliedAnswer>(`${samplePath(which)}/apply`, asked);
  const names = Object.keys(applied.parameters).join(', ');
  session.show(applied, () =>
    dryRun === true
      ? applied.text.trimEnd()
      : `${applied.outcome}, revision ${applied.revision} with ${names || 'none'}`,
  );
  for (const fault of [...applied.faults, ...applied.warnings]) {
    session.note(faultLine(fault));
  }
  return applied.faults.length === 0 ? EXIT.ok : EXIT.failed;
}

function samplePath(which: string): string {
  if (which.split('/').length !== 3) {
    throw usageFailure(`"${which}" must be ${WHICH}`);
  }
  return `${hookPath(which)}/sample`;
}

function groupsText(groups: SampleGroupsAnswer): string {
  const rows = (['body', 'query', 'header'] as const).flatMap((group) =>
    groups[group].map(({ name, type, from, whole, value }) => [
      group,
      name,
      type,
      whole ? '(all of it)' : from,
      asText(typeof value === 'string' ? value : JSON.stringify(value)),
    ]),
  );
  return renderTable(
    ['in', 'parameter', 'type', 'from', 'sample'],
    rows,
    'the request brought no parameters',
  );
}
