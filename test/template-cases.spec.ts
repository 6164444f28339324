/** The cases beside the templates, as `signet workflow test` runs them. */
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { OFFLINE_ACTIONS } from '../src/planning/offline-world.js';
import { readTestFile } from '../src/planning/read-test-file.js';
import { runTests } from '../src/planning/run-tests.js';
import { compileWorkflow } from '../src/workflow/compile.js';
import { faultLine } from '../src/workflow/fault.js';
import { parseWorkflow } from '../src/workflow/parse.js';
import { readTemplate, TEMPLATES } from '../src/workflow/templates/templates.js';

const casesOf = (name: string): string => `src/workflow/templates/${name}.test.yaml`;

describe('the cases of the template', () => {
  it.each(TEMPLATES)('$name pass', async ({ name }) => {
    expect(existsSync(casesOf(name))).toBe(true);
    const { file, report } = readTestFile(readFileSync(casesOf(name), 'utf8'), casesOf(name));
    expect(report.faults.map((fault) => faultLine(fault))).toEqual([]);
    const { document, faults } = parseWorkflow(readTemplate(name), { catalog: OFFLINE_ACTIONS });
    expect(faults.map((fault) => faultLine(fault))).toEqual([]);
    const results = await runTests(file!, compileWorkflow(document!), report);
    expect(results.flatMap((one) => one.faults.map((fault) => faultLine(fault)))).toEqual([]);
    expect(results.length).toBeGreaterThan(1);
  });
});
