import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';

import { CATALOG } from '../../test/support/a-catalog.js';
import { faultLine } from './fault.js';
import { parseWorkflow } from './parse.js';
import { writeParameters } from './parameters/write-parameters.js';
import { readYaml } from './read-yaml.js';
import { workflowSchema } from './schema.js';

const FLOW = readFileSync(new URL('../../test/fixtures/seeds/kestra-flow.yaml', import.meta.url), 'utf8');
const OURS = FLOW.replace('io.kestra.plugin.core.log.Log', 'log').replace(
  'io.kestra.plugin.core.trigger.Webhook',
  'webhook',
);

const catalog = new Map([...CATALOG, ['log', { ...CATALOG.get('audit.log')!, type: 'log' }]]);
const parse = (text: string) => parseWorkflow(text, { catalog });

describe("the flow of Kestra's documentation", () => {
  it('is the document that the same flow with our types is', () => {
    expect(parse(FLOW).faults).toEqual([]);
    expect(parse(FLOW).document).toEqual(parse(OURS).document);
    expect(parse(FLOW).document).toMatchObject({
      triggers: [{ type: 'webhook', key: '4wjtkzwVGBM9yKnjm3yv8r' }],
      tasks: [{ type: 'log' }],
    });
  });

  it('is warned of its key', () => {
    expect(parse(FLOW).warnings.map((fault) => faultLine(fault))).toEqual([
      "12:10 triggers[0].key: this secret stands in the document for all to read, use {{ secret('NAME') }}",
    ]);
  });

  it('is valid by the published schema, so that editors complete it', () => {
    const validate = new Ajv2020({ strict: false }).compile(workflowSchema(catalog));
    expect(validate(readYaml(FLOW).value)).toBe(true);
  });

  it('may be given parameters', () => {
    const text = writeParameters(FLOW, 'webhook', { name: 'string' });
    expect(parse(text).document?.triggers).toMatchObject([{ parameters: { name: { type: 'string' } } }]);
  });
});

describe('a type of Kestra that has no counterpart', () => {
  it.each([
    ['io.kestra.plugin.core.trigger.Webhook', 'io.kestra.plugin.core.trigger.Schedule', 'triggers[0].type'],
    ['io.kestra.plugin.core.log.Log', 'io.kestra.plugin.core.log.Fetch', 'tasks[0].type'],
  ])('is refused: %s as %s', (known, unknown, path) => {
    expect(parse(FLOW.replace(known, unknown)).faults).toMatchObject([{ path }]);
  });
});
