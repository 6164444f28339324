/** What the documents say of the workflow language is tried on the language itself. */
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { builtInActions } from '../src/actions/built-in-actions.js';
import { createActionRegistry } from '../src/actions/registry.js';
import { GuardedClient } from '../src/outbound/guarded-client.js';
import { loadPresets } from '../src/intake/verification/presets.js';
import { DEFAULT_RETRY } from '../src/workflow/retry.js';
import { compileExpression } from '../src/workflow/expression/expression.js';
import { FUNCTIONS } from '../src/workflow/expression/functions.js';
import { METHODS } from '../src/workflow/expression/methods.js';
import { parseWorkflow } from '../src/workflow/parse.js';
import { workflowSchema } from '../src/workflow/schema.js';
import { FLOW_TYPES, flowSchemas } from '../src/workflow/tasks/flow-schema.js';
import { MOST_LOOPS, MOST_VALUES } from '../src/runner/iteration.js';
import { aScope } from './support/a-scope.js';
import { codeBlocks, codeSpans, markdownFiles, readMarkdown, tableRows } from './support/markdown.js';
import type { CodeBlock } from './support/markdown.js';

const catalog = createActionRegistry(builtInActions(new GuardedClient({ allow: [] })));
const guide = readMarkdown('docs/guide/workflows.md');
const flow = readMarkdown('docs/guide/control-flow.md');

/** A whole document; or triggers, tasks or one task, put into one. */
function asDocument(block: CodeBlock): string {
  const value: unknown = parse(block.text);
  if (Array.isArray(value)) {
    return JSON.stringify({ id: 'x', namespace: 'x', tasks: value });
  }
  const filler = { id: 'x', namespace: 'x', tasks: [{ id: 'x', type: 'log', message: 'x' }] };
  return typeof value === 'object' && value !== null && 'id' in value
    ? block.text
    : JSON.stringify({ ...filler, ...(value as object) });
}

function isOfWorkflow({ language, text }: CodeBlock): boolean {
  return language === 'yaml' && /^(id|triggers|tasks): ?|^- id: /m.test(text.replaceAll(/^ .*\n/gm, ''));
}

/** Tasks that a fragment reads and does not show. */
const UNSEEN = /^there is no task /;

describe('workflows in the documents', () => {
  const blocks = markdownFiles().flatMap(codeBlocks).filter(isOfWorkflow);

  it.each(blocks)('of $file are valid: $text', (block) => {
    const { faults, warnings } = parseWorkflow(asDocument(block), { catalog });
    const isWhole = /^id:/m.test(block.text);

    expect(warnings).toEqual([]);
    expect(isWhole ? faults : faults.filter(({ message }) => !UNSEEN.test(message))).toEqual([]);
  });

  it('are there', () => {
    const files = [...new Set(blocks.map(({ file }) => file))];

    expect(files.filter((file) => !file.startsWith('docs/senders/')).toSorted()).toEqual([
      'README.md',
      'docs/guide/actions.md',
      'docs/guide/answers.md',
      'docs/guide/blast-radius.md',
      'docs/guide/causes.md',
      'docs/guide/control-flow.md',
      'docs/guide/environments.md',
      'docs/guide/limits.md',
      'docs/guide/shared-signals.md',
      'docs/guide/waiting.md',
      'docs/guide/workflows.md',
      'docs/reference/vocabulary.md',
    ]);
    expect(files.filter((file) => file.startsWith('docs/senders/'))).toHaveLength(loadPresets().size);
  });

  it('name every property of the language', () => {
    const spans = codeSpans(guide).join(' ');
    const missing = propertiesOf(workflowSchema(catalog)).filter(
      (name) => !new RegExp(`\\b${name}\\b`).test(spans),
    );

    expect(missing).toEqual([]);
  });

  it.each(FLOW_TYPES)('name every property of %s', (type) => {
    const [, section = ''] = flow.text.split(new RegExp(`^## ${type}$`, 'm'));
    const tables = section.split(/^## /m)[0]!;
    const own = flowSchemas({}).find(([name]) => name === type)![1]['properties'] as object;

    expect(Object.keys(own).filter((name) => !tables.includes(`\`${name}\``))).toEqual([]);
  });

  it('say how far control flow goes', () => {
    const bounds = Object.fromEntries(tableRows(flow, 'Bounds')) as Record<string, string>;

    expect(bounds['values of a loop']).toBe(MOST_VALUES.toLocaleString('en'));
    expect(bounds['loops inside of loops']).toMatch(new RegExp(`^${MOST_LOOPS} deep`));
  });

  it('say what a retry is when nobody says', () => {
    const rows = Object.fromEntries(tableRows(guide, 'Tasks').map(([key = '', ...rest]) => [key, rest]));
    const [, section = ''] = guide.text.split('**`retry`**');

    expect(rows).toHaveProperty('`retry`');
    expect(section).toMatch(new RegExp(`\`type\` \\| \`${DEFAULT_RETRY.type}\``));
    expect(section).toMatch(new RegExp(`\`interval\` \\| ${DEFAULT_RETRY.intervalMs / 1000}s`));
    expect(section).toMatch(new RegExp(`\`maxInterval\` \\| ${DEFAULT_RETRY.maxIntervalMs / 60_000}m`));
    expect(section).toMatch(new RegExp(`\`maxAttempts\` \\| ${DEFAULT_RETRY.maxAttempts} `));
    expect(section).toMatch(new RegExp(`\`maxDuration\` \\| ${DEFAULT_RETRY.maxDurationMs / 3_600_000}h`));
  });
});

describe('expressions in the guide', () => {
  const event = JSON.parse(codeBlocks(guide).find(({ language }) => language === 'json')!.text) as {
    body: unknown;
  };
  const headings = [
    'Operators and members',
    'What may be missing',
    'Lists and maps',
    'Text',
    'Types and time',
    'Variables',
  ];
  const examples = headings.flatMap((heading) => tableRows(guide, heading));

  it.each(examples)('%s gives %s', (expression = '', result = '') => {
    const variables = { REGION: 'eu-west-1', LIMITS: { daily: 3 } };
    const scope = aScope(event.body, { trigger: event, variables });

    expect(compileExpression(unquoted(expression)).evaluate(scope)).toEqual(JSON.parse(unquoted(result)));
  });

  it('show every function and method there is', () => {
    const known = [
      ...FUNCTIONS.keys(),
      ...METHODS.keys(),
      'has',
      'default',
      'secret',
      'var',
      'regex',
      'orValue',
    ];
    const spans = codeSpans(guide).join(' ');

    expect(known.filter((name) => !new RegExp(`\\b${name}\\b`).test(spans))).toEqual([]);
  });
});

function unquoted(cell: string): string {
  return cell.replaceAll(/^`|`$/g, '');
}

/** Names of what documents may say, whatever the tasks. */
function propertiesOf(schema: Readonly<Record<string, unknown>>): string[] {
  const { $defs, ...top } = schema as { $defs: Record<string, unknown> };
  return [...new Set([top, $defs['trigger'], $defs['retry']].flatMap(namesIn))];
}

function namesIn(schema: unknown): string[] {
  if (typeof schema !== 'object' || schema === null) {
    return [];
  }
  return Object.entries(schema).flatMap(([key, value]) =>
    key === 'properties' ? [...Object.keys(value as object), ...namesIn(value)] : namesIn(value),
  );
}
