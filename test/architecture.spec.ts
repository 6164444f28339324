/** The picture in ARCHITECTURE.md as a test: who may know whom. Change the tables here together with the picture. */
import { describe, expect, it } from 'vitest';
import {
  environmentReaders,
  forbiddenImports,
  idleExceptions,
  importCycles,
  strayFrameworks,
} from './support/architecture.js';
import type { AllowedImports, Exceptions } from './support/architecture.js';
import { parseSource, readSources } from './support/source-files.js';
import type { SourceFile } from './support/source-files.js';

const FOUNDATIONS = ['errors', 'config', 'telemetry', 'database', 'secrets'];
const CELLAR = ['ledger', 'recovery', 'audit'];

/** A delivery walks down this list and never back up. */
const MAY_IMPORT: AllowedImports = {
  // composition roots
  main: '*',
  app: '*',
  cli: '*',
  // front door, side door
  intake: ['dispatch', 'workflow', ...CELLAR, 'outbound', ...FOUNDATIONS],
  ssf: ['intake', 'outbound', ...FOUNDATIONS],
  admin: [
    'planning',
    'doctor',
    'ssf',
    'intake',
    'directories',
    'dispatch',
    'workflow',
    ...CELLAR,
    ...FOUNDATIONS,
  ],
  // walks like the runner, over a world that is only read
  planning: ['runner', 'actions', 'directories', 'workflow', 'ledger', 'outbound', ...FOUNDATIONS],
  // looks at a deployment from outside, for the command line and the side door
  doctor: ['ledger', ...FOUNDATIONS],
  // hall, workroom, back room
  dispatch: ['runner', 'workflow', ...CELLAR, ...FOUNDATIONS],
  runner: ['actions', 'directories', 'workflow', ...CELLAR, ...FOUNDATIONS],
  actions: ['directories', 'workflow', ...CELLAR, 'outbound', ...FOUNDATIONS],
  directories: ['outbound', ...FOUNDATIONS],
  // library
  workflow: ['ledger', ...FOUNDATIONS],
  // cellar
  recovery: ['workflow', 'ledger', 'audit', ...FOUNDATIONS],
  audit: ['ledger', ...FOUNDATIONS],
  ledger: FOUNDATIONS,
  // foundations
  outbound: ['errors', 'config', 'telemetry'],
  health: ['errors', 'config', 'telemetry', 'database'],
  secrets: ['errors', 'config', 'telemetry', 'database'],
  database: ['errors', 'config', 'telemetry'],
  embedded: ['errors'],
  telemetry: ['errors', 'config'],
  config: ['errors'],
  errors: [],
};

/** Plain names that hold framework code, and why. */
const FRAMEWORK_IN_PLAIN_FILES: Exceptions = {
  'src/config/': 'the environment is declared with class-validator',
  'src/database/': "it is TypeORM's own corner: data source, session, migrations",
  'src/app/': 'the composition root speaks to the framework',
  'src/dispatch/redis.ts': "the options of Bull's queues, for both halves of the doorbell",
};

const sources = readSources('src');

describe('the source', () => {
  it('is there to be looked at', () => {
    expect(sources.length).toBeGreaterThan(10);
    expect(sources.flatMap(({ imports }) => imports).length).toBeGreaterThan(10);
  });

  it('imports downward only', () => {
    expect(forbiddenImports(sources, MAY_IMPORT)).toEqual([]);
  });

  it('has no import cycles', () => {
    expect(importCycles(sources)).toEqual([]);
  });

  it('imports only files that exist', () => {
    const known = new Set(sources.map(({ path }) => path));
    const imported = sources
      .flatMap(({ imports }) => imports)
      .filter((target) => /^src\/.*\.ts$/.test(target));
    expect(imported.filter((target) => !known.has(target))).toEqual([]);
  });

  it('reads process.env in config alone, and passes it in from main and the command line', () => {
    expect(environmentReaders(sources, ['src/config/'], ['src/main.ts', 'src/cli/'])).toEqual([]);
  });

  it('keeps frameworks out of plain code', () => {
    expect(strayFrameworks(sources, FRAMEWORK_IN_PLAIN_FILES)).toEqual([]);
    expect(idleExceptions(sources, FRAMEWORK_IN_PLAIN_FILES)).toEqual([]);
  });
});

describe('the table', () => {
  it('itself leads downward: no two modules may import each other, not even through others', () => {
    expect(importCycles(asFiles(MAY_IMPORT))).toEqual([]);
  });

  it('names only modules that have a row of their own', () => {
    const named = Object.values(MAY_IMPORT).flatMap((may) => (may === '*' ? [] : may));
    expect(named.filter((module) => MAY_IMPORT[module] === undefined)).toEqual([]);
  });

  it('lets nobody but a composition root know app, cli or admin', () => {
    const free = Object.entries(MAY_IMPORT).filter(([, may]) => may !== '*');
    expect(
      free.filter(([, may]) => ['main', 'app', 'cli', 'admin'].some((root) => may.includes(root))),
    ).toEqual([]);
  });
});

describe('the rules, on made-up sources', () => {
  const table: AllowedImports = { app: '*', hall: ['cellar'], cellar: [] };

  it('an import that the table does not allow is named, an allowed one is not', () => {
    const down = file('src/hall/bell.ts', ['src/cellar/wine.ts', 'src/hall/rope.ts', 'bull']);
    const up = file('src/cellar/wine.ts', ['src/hall/bell.ts']);

    expect(forbiddenImports([down, file('src/app/web.ts', ['src/hall/bell.ts'])], table)).toEqual([]);
    expect(forbiddenImports([down, up], table)).toEqual([
      'src/cellar/wine.ts imports src/hall/bell.ts: cellar may not import hall',
    ]);
  });

  it('a module without a row is named', () => {
    expect(forbiddenImports([file('src/attic/box.ts', [])], table)).toEqual([
      'src/attic/box.ts: the module attic is not in the table',
    ]);
  });

  it('a cycle is shown whole, a diamond is none', () => {
    const diamond = [
      file('src/a.ts', ['src/b.ts', 'src/c.ts']),
      file('src/b.ts', ['src/d.ts']),
      file('src/c.ts', ['src/d.ts']),
    ];

    expect(importCycles([...diamond, file('src/d.ts', [])])).toEqual([]);
    expect(importCycles([...diamond.slice(0, 2), file('src/d.ts', ['src/a.ts'])])).toEqual([
      'src/a.ts -> src/b.ts -> src/d.ts -> src/a.ts',
    ]);
    expect(importCycles([file('src/a.ts', ['src/a.ts'])])).toEqual(['src/a.ts -> src/a.ts']);
  });

  it('the environment is read behind one door, and passed on once', () => {
    const reader = (path: string, environmentReads: number) => ({ ...file(path, []), environmentReads });
    const readers = (...files: SourceFile[]) =>
      environmentReaders(files, ['src/config/'], ['src/main.ts', 'src/cli/']);

    expect(
      readers(reader('src/config/config.ts', 5), reader('src/main.ts', 1), reader('src/cli/up.ts', 1)),
    ).toEqual([]);
    expect(readers(reader('src/main.ts', 2))).toHaveLength(1);
    expect(readers(reader('src/cli/up.ts', 1), reader('src/cli/serve.ts', 1))).toHaveLength(1);
    expect(readers(reader('src/intake/door.ts', 1))).toEqual([
      'src/intake/door.ts reads process.env: that is for config/',
    ]);
  });

  it.each(['@nestjs/common', 'typeorm', 'bull', 'express', 'class-validator'])(
    '%s is for files with a role in their name',
    (framework) => {
      expect(strayFrameworks([file('src/hall/bell.service.ts', [framework])], {})).toEqual([]);
      expect(strayFrameworks([file('src/hall/bell.ts', [framework])], { 'src/hall/': 'said so' })).toEqual(
        [],
      );
      expect(strayFrameworks([file('src/hall/bell.ts', [framework])], {})).toEqual([
        `src/hall/bell.ts imports ${framework}: plain code imports no framework`,
      ]);
    },
  );

  it('a package that only begins like a framework is none', () => {
    expect(strayFrameworks([file('src/hall/bell.ts', ['expression', 'bullet', 'node:events'])], {})).toEqual(
      [],
    );
  });

  it('an exception that nobody needs is named', () => {
    const files = [file('src/hall/bell.ts', ['bull'])];

    expect(idleExceptions(files, { 'src/hall/': 'needed' })).toEqual([]);
    expect(idleExceptions(files, { 'src/cellar/': 'once needed' })).toEqual(['src/cellar/']);
  });
});

describe('reading a source', () => {
  it.each([
    [`import { a } from './b.js';`, 'src/hall/b.ts'],
    [`import type { a } from '../cellar/b.js';`, 'src/cellar/b.ts'],
    [`export { a } from './b.js';`, 'src/hall/b.ts'],
    [`export type * from './deep/b.js';`, 'src/hall/deep/b.ts'],
    [`const b = await import('./b.js');`, 'src/hall/b.ts'],
    [`type B = import('./b.js').B;`, 'src/hall/b.ts'],
    [`import 'reflect-metadata';`, 'reflect-metadata'],
  ])('finds the import in %s', (text, target) => {
    expect(parseSource('src/hall/a.ts', text).imports).toEqual([target]);
  });

  it.each([
    'const url = process.env.URL;',
    `const url = process['env']['URL'];`,
    'const { env } = process;',
    'const { env: e } = globalThis.process;',
    `import { env } from 'node:process';`,
  ])('sees the environment being read in %s', (text) => {
    expect(parseSource('src/a.ts', text).environmentReads).toBe(1);
  });

  it.each([
    '// process.env is for config',
    `const text = 'process.env.URL';`,
    'const id = process.pid;',
    'const { pid } = process;',
    'const mine = config.env;',
  ])('is not fooled by %s', (text) => {
    expect(parseSource('src/a.ts', text).environmentReads).toBe(0);
  });
});

function file(path: string, imports: string[]): SourceFile {
  return { path, imports, environmentReads: 0 };
}

/** The table as if each module were one file that uses all it may. */
function asFiles(table: AllowedImports): SourceFile[] {
  const name = (module: string) => `src/${module}.ts`;
  return Object.entries(table).flatMap(([module, may]) =>
    may === '*' ? [] : [file(name(module), may.map(name))],
  );
}
