/** What a document names is there: files, headings, scripts, commands, variables, actions. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { builtInActions } from '../src/actions/built-in-actions.js';
import { runCli } from '../src/cli/program.js';
import { VARIABLES } from '../src/config/config.js';
import { GuardedClient } from '../src/outbound/guarded-client.js';
import {
  anchors,
  codeBlocks,
  codeSpans,
  links,
  markdownFiles,
  readMarkdown,
  ROOT,
} from './support/markdown.js';
import type { MarkdownFile } from './support/markdown.js';

const files = markdownFiles();
const shellBlocks = files.flatMap(codeBlocks).filter(({ language }) => language === 'sh');

describe('every document', () => {
  it('is looked at', () => {
    expect(files.map(({ path }) => path)).toEqual(
      expect.arrayContaining([
        'README.md',
        'docs/guide/workflows.md',
        'docs/adr/0001-postgres-is-the-ledger-redis-the-doorbell.md',
      ]),
    );
  });

  it.each(files)('$path links to what is there', (file) => {
    expect(
      links(file).filter((target) => !/^(https?|mailto):/.test(target) && !leadsSomewhere(file, target)),
    ).toEqual([]);
  });

  it.each(files)('$path has tables whose rows stand below one another', (file) => {
    expect(file.text.match(/^( *)\|.*\n(?!\1\|) *\|.*/gm) ?? []).toEqual([]);
  });

  it.each(files)('$path names scripts that package.json has', (file) => {
    const { scripts } = JSON.parse(readFileSync(join(ROOT, packageOf(file)), 'utf8')) as { scripts: object };
    const named = [...file.text.matchAll(/npm run (?:--silent )?([\w:-]+)/g)].map(([, name = '']) => name);

    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });

  it.each(files)('$path names variables that are read', (file) => {
    const text = file.text.replaceAll(/(?:secret|var)\('[^']*'\)|\bsecret set \S+ \S+/g, '');
    const named = [
      ...new Set([...text.matchAll(/\b[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+\b/g)].map(([name]) => name)),
    ];

    expect(named.filter((name) => !isVariable(name))).toEqual([]);
  });

  it('knows a variable from what is none', () => {
    expect(isVariable('DATABASE_URL')).toBe(true);
    expect(isVariable('DATABASE_URL_FILE')).toBe(true);
    expect(isVariable('DATABASE_ADDRESS')).toBe(false);
  });

  it.each(files)('$path names actions that are registered', (file) => {
    const types = new Set(builtInActions(new GuardedClient({ allow: [] })).map(({ type }) => type));
    const yaml = codeBlocks(file).filter(({ language }) => language === 'yaml');
    const named = yaml.flatMap(({ text }) =>
      [...text.matchAll(/\btype: ([a-z]+\.[a-zA-Z.]+)/g)].map(([, type = '']) => type),
    );

    expect(named.filter((type) => !types.has(type))).toEqual([]);
  });
});

describe('commands in the documents', () => {
  const commands = [
    ...new Set([...shellBlocks.flatMap(({ text }) => commandsIn(text)), ...files.flatMap(spanCommands)]),
  ];

  it.each(commands)('signet %s', async (line) => {
    const { names, options } = await readCommand(line);
    const help = await helpOf(names);

    expect(help).toContain(`Usage: signet ${names.join(' ')}`);
    expect(options.filter((option) => !new RegExp(`${option}(?![a-z-])`).test(help))).toEqual([]);
  });

  it('are found', () => {
    expect(commands.length).toBeGreaterThan(20);
  });

  it('and what is no command is told from one', async () => {
    await expect(readCommand('sauce put x')).rejects.toThrow('no command');
    expect(await helpOf(['send'])).not.toContain('--secrets');
  });
});

function leadsSomewhere(file: MarkdownFile, target: string): boolean {
  const [path = '', anchor] = target.split('#');
  const found = path === '' ? file.path : join(dirname(file.path), path);
  if (!existsSync(join(ROOT, found))) {
    return false;
  }
  return anchor === undefined || anchors(readMarkdown(found)).includes(anchor);
}

/** The package a document belongs to: an example has its own. */
function packageOf({ path }: MarkdownFile): string {
  const own = join(dirname(path), 'package.json');
  return existsSync(join(ROOT, own)) && !readMarkdown(path).text.includes('From the root')
    ? own
    : 'package.json';
}

/** Settings of the server; what the command line, compose, the examples and the fault suite read themselves; event types that look alike. */
function isVariable(name: string): boolean {
  return VARIABLES.has(name) || VARIABLES.has(name.replace(/_FILE$/, '')) || others.has(name);
}

const others = new Set(
  [
    'src/cli',
    'compose.yaml',
    'examples',
    'scripts/faults.mjs',
    'src/dispatch/redis.ts',
    'src/intake/vocabulary',
  ]
    .flatMap((path) => sourcesIn(join(ROOT, path)))
    .flatMap((path) =>
      [...readFileSync(path, 'utf8').matchAll(/\b[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+\b/g)].map(([name]) => name),
    ),
);

function sourcesIn(path: string): string[] {
  if (!statSync(path).isDirectory()) {
    return [path];
  }
  return readdirSync(path)
    .filter((name) => name !== 'node_modules')
    .flatMap((name) => sourcesIn(join(path, name)))
    .filter((name) => /\.(ts|mjs|yaml|json)$/.test(name));
}

/** Command lines of a shell block, continued lines joined, without the program and what is piped on. */
function commandsIn(text: string): string[] {
  return text
    .replaceAll(/\\\n\s*/g, ' ')
    .split('\n')
    .flatMap((line) => [...line.matchAll(/(?:^|[\s(])(?:node dist\/cli\/)?signet(?:\.js)? ([a-z-]+[^|)]*)/g)])
    .filter(([all]) => /(^|[\s(])signet |signet\.js /.test(all))
    .map(([, command = '']) => command.trim());
}

function spanCommands(file: MarkdownFile): string[] {
  return codeSpans(file).flatMap((span) =>
    /^(node dist\/cli\/)?signet(\.js)? [a-z]/.test(span) ? commandsIn(span) : [],
  );
}

/** Words of a line up to the whole name of its command, and its long options. Throws Error when there is no such command. */
async function readCommand(line: string): Promise<{ names: string[]; options: string[] }> {
  const plain = line.replaceAll(/'[^']*'/g, "''");
  const words = plain.split(/\s+/).filter((word) => /^[a-z-]+$/.test(word) && !word.startsWith('-'));
  const options = [...plain.matchAll(/(?<=\s)--[a-z-]+/g)].map(([option]) => option);
  for (const names of [words.slice(0, 3), words.slice(0, 2), words.slice(0, 1)]) {
    if ((await helpOf(names)).includes(`Usage: signet ${names.join(' ')} `)) {
      return { names, options };
    }
  }
  throw new Error(`there is no command signet ${line}`);
}

async function helpOf(names: readonly string[]): Promise<string> {
  const said = new PassThrough();
  await runCli([...names, '--help'], {
    env: {},
    cwd: ROOT,
    stdin: new PassThrough(),
    stdout: said,
    stderr: said,
  });
  return String(said.read() ?? '');
}
