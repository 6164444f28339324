/** Test files, run against sources that are broken on the way to them. */
import { join } from 'node:path';
import { createVitest } from 'vitest/node';
import { breaking, ROOT } from './mutation.mjs';

/** @typedef {import('./mutation.mjs').Mutation} Mutation @typedef {import('./mutation.mjs').Result} Result */

/** Mutations that run side by side: each has a server of its own, which takes memory. */
const TOGETHER = 12;

/**
 * @param {readonly Mutation[]} mutations
 * @param {(result: Result) => void} tell called as each is known
 */
export async function runTests(mutations, tell) {
  for (let at = 0; at < mutations.length; at += TOGETHER) {
    await runTogether(mutations.slice(at, at + TOGETHER), tell);
  }
}

/** The tests that fail, or do not load, with nothing broken: then they show nothing. @param {readonly Mutation[]} mutations */
export async function failingTests(mutations) {
  const failing = [];
  await runTests(sound(mutations), ({ mutation, status, tests }) => {
    if (status !== 'survived') {
      failing.push(...(tests.length > 0 ? tests : [`${mutation.by}: no test ran`]));
    }
  });
  return failing;
}

/** Each test file once, with all the tests that are asked of it. */
function sound(mutations) {
  const byFile = new Map();
  for (const mutation of mutations) {
    byFile.set(mutation.by, [...(byFile.get(mutation.by) ?? []), mutation]);
  }
  return [...byFile].map(([by, all]) => {
    const patterns = all.map(({ test }) => test);
    const test = patterns.includes(undefined) ? undefined : patterns.map((each) => `(?:${each})`).join('|');
    return { name: `sound ${by}`, mistake: '', file: '', find: '', replace: '', by, test };
  });
}

async function runTogether(mutations, tell) {
  const waiting = new Map(mutations.map((mutation) => [mutation.name, mutation]));
  const take = (module) => {
    const mutation = waiting.get(module.project.name);
    waiting.delete(mutation.name);
    tell({ mutation, ...judge(module) });
  };
  const vitest = await createVitest('test', {
    root: ROOT,
    config: false,
    watch: false,
    cache: false,
    reporters: [{ onTestModuleEnd: take }],
    projects: mutations.map((mutation) => ({
      root: ROOT,
      plugins: [breaking(mutation)],
      test: { name: mutation.name, include: [mutation.by], testTimeout: 60_000 },
    })),
  });
  try {
    const specifications = vitest.projects.map((project) => {
      const { by, test } = waiting.get(project.name);
      const only = test === undefined ? {} : { testNamePattern: new RegExp(test) };
      return project.createSpecification(join(ROOT, by), only);
    });
    await vitest.runTestSpecifications(specifications, true);
  } finally {
    await vitest.close();
  }
  waiting.forEach((mutation) => tell({ mutation, status: 'broken', tests: [] }));
}

/** A mutation counts as noticed by a test that failed, not by a file that could not be loaded. */
function judge(module) {
  const tests = [...module.children.allTests('failed')].map(({ fullName }) => fullName);
  const ran = [...module.children.allTests()].filter((test) => test.result().state !== 'skipped').length;
  const isBroken = module.errors().length > 0 || ran === 0;
  return { status: isBroken ? 'broken' : tests.length > 0 ? 'noticed' : 'survived', tests };
}
