/** Tables that are made from the code. `npx vitest run --project unit test/docs-reference.spec.ts -u` writes them anew. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { builtInActions } from '../src/actions/built-in-actions.js';
import { VARIABLES } from '../src/config/config.js';
import { TRACE_SAMPLERS } from '../src/config/environment.js';
import { FINAL_STATUSES } from '../src/ledger/task-run.js';
import { Metrics } from '../src/telemetry/metrics.js';
import { TASK_OWN } from '../src/workflow/tasks/normalise-task.js';
import { GuardedClient } from '../src/outbound/guarded-client.js';
import { markdownFiles, readMarkdown, ROOT, table, withMade } from './support/markdown.js';

type Schema = Readonly<Record<string, unknown>>;

const placeOf = (path: string): string => join(ROOT, path);

describe('the reference says what the code does', () => {
  it('of every action: what it takes and what it gives', async () => {
    const path = 'docs/guide/actions.md';
    const actions = builtInActions(new GuardedClient({ allow: [] })).map(actionText);

    await expect(withMade(readMarkdown(path), 'actions', actions.join('\n'))).toMatchFileSnapshot(
      placeOf(path),
    );
  });

  it('of every metric', async () => {
    const path = 'docs/reference/metrics.md';
    const metrics = table(['metric', 'kind', 'labels', 'what'], metricRows());

    await expect(withMade(readMarkdown(path), 'metrics', metrics)).toMatchFileSnapshot(placeOf(path));
  });

  it('of every way an execution ends', () => {
    const [, said = ''] =
      /^\| `outcome` of `signet_executions_total` \| (.*) \|$/m.exec(
        readMarkdown('docs/reference/metrics.md').text,
      ) ?? [];

    expect(said.replaceAll('`', '').split(', ')).toEqual(FINAL_STATUSES);
  });

  it('of every variable', async () => {
    const path = 'docs/reference/configuration.md';
    const rows = variableRows();
    const variables = table(['variable', 'default', 'must be', 'what'], rows);

    expect(new Set(rows.map(([name]) => name))).toEqual(new Set([...VARIABLES].map((name) => `\`${name}\``)));
    expect(rows.filter(([, , must]) => must === '')).toEqual([]);
    expect(rows).toContainEqual(expect.arrayContaining(['`OTEL_TRACES_SAMPLER`', '`parentbased_always_on`']));
    await expect(withMade(readMarkdown(path), 'variables', variables)).toMatchFileSnapshot(placeOf(path));
  });

  it('and no document names a metric that is not there', () => {
    const names = metricRows().map(([name = '']) => name.replaceAll('`', ''));
    const strangers = markdownFiles().flatMap(({ path, text }) =>
      [
        ...text.matchAll(
          /\bsignet_(?:[a-z]+_)*(?:total|seconds|open|depth|items|waits|waiting|executions)\b/g,
        ),
      ]
        .map(([name]) => name)
        .filter((name) => !names.includes(name))
        .map((name) => `${path}: ${name}`),
    );

    expect(strangers).toEqual([]);
  });
});

function actionText(action: { type: string; description: string; input: Schema; output: Schema }): string {
  return [
    `### \`${action.type}\``,
    '',
    action.description,
    '',
    ...members('input', action.input),
    ...members('output', action.output),
  ].join('\n');
}

/** What a task says for itself (`timeout`) is not handed to its action. */
function members(side: 'input' | 'output', schema: Schema): string[] {
  const properties = Object.entries((schema['properties'] ?? {}) as Record<string, Schema>);
  const shown = properties.filter(([name]) => side === 'output' || !TASK_OWN.includes(name));
  if (shown.length === 0) {
    return [`${side}: ${schema['additionalProperties'] === true ? 'any members' : 'none'}`, ''];
  }
  const required = (schema['required'] ?? []) as readonly string[];
  const rows = shown.map(([name, one]) => [
    `\`${name}\`${side === 'input' && required.includes(name) ? ' (required)' : ''}`,
    typeText(one),
    describeText(one),
  ]);
  return [table([side, 'type', 'what'], rows)];
}

function describeText(schema: Schema): string {
  const description = typeof schema['description'] === 'string' ? schema['description'] : '';
  const { default: preset } = schema;
  return preset === undefined ? description : `${description} Default: \`${preset as string | number}\`.`;
}

function typeText(schema: Schema): string {
  const branches = schema['anyOf'] as readonly Schema[] | undefined;
  if (branches !== undefined) {
    return [...new Set(branches.map(typeText))].join(' or ');
  }
  switch (schema['type']) {
    case 'array':
      return `list of ${typeText(schema['items'] as Schema)}`;
    case 'object':
      return 'map';
    case 'integer':
      return 'whole number';
    case undefined:
      return 'anything';
    default:
      return String(schema['type']);
  }
}

function metricRows(): string[][] {
  return new Metrics().registry
    .getMetricsAsArray()
    .filter(({ name }) => name.startsWith('signet_'))
    .map((metric) => {
      const { name, help, type, labelNames } = metric as unknown as Record<
        'name' | 'help' | 'type',
        string
      > & {
        labelNames: readonly string[];
      };
      return [`\`${name}\``, type, labelNames.map((label) => `\`${label}\``).join(', '), help];
    });
}

/** Fields of the class as its file says them: docstring, rules and default stand nowhere else together. */
function variableRows(): string[][] {
  const source = readFileSync(join(ROOT, 'src/config/environment.ts'), 'utf8');
  const field =
    /\/\*\* ([^\n]*) \*\/\n((?: {2}@[^\n]*\n)*) {2}([A-Z][A-Z0-9_]*)[!?]?: [^\n=;]*(?: = ([^\n;]+))?;/g;
  return [...source.matchAll(field)].map(([, what = '', rules = '', name = '', preset]) => [
    `\`${name}\``,
    preset === undefined ? (rules.includes('@IsOptional') ? '' : '**needed**') : `\`${plain(preset)}\``,
    ruleText(rules),
    what,
  ]);
}

function ruleText(rules: string): string {
  const [, choices] = /@IsIn\(\[([^\]]*)\]/.exec(rules) ?? [];
  if (choices !== undefined) {
    return choices.replaceAll("'", '');
  }
  if (rules.includes('@IsIn(TRACE_SAMPLERS')) {
    return TRACE_SAMPLERS.join(', ');
  }
  if (rules.includes('@IsRangeList()')) {
    return 'addresses or CIDR ranges separated by commas';
  }
  if (rules.includes('@IsString()')) {
    return 'any text';
  }
  const [, least, most] = /@WholeNumber\(([\d_]+), ([\d_]+)\)/.exec(rules) ?? [];
  if (least !== undefined && most !== undefined) {
    return `a whole number, at least ${plain(least)}, at most ${plain(most)}`;
  }
  if (rules.includes('@IsSwitch()')) {
    return 'true or false';
  }
  return [...rules.matchAll(/message: '(?:must be )?([^']*)'/g)]
    .map(([, message = '']) => message)
    .join(', ');
}

function plain(preset: string): string {
  return preset.replaceAll(/^'|'$/g, '').replaceAll(/(?<=\d)_(?=\d)/g, '');
}
