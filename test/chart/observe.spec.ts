/** What is told to whoever watches is there: metrics that alerts and panels ask for, sections that alerts lead to. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { Metrics } from '../../src/telemetry/metrics.js';
import { anchors, readMarkdown } from '../support/markdown.js';
import { nameOf } from './manifest.js';
import { CHART, renderChart } from './render.js';

interface Alert {
  readonly alert: string;
  readonly expr: string;
  readonly labels: Record<string, string>;
  readonly annotations: Record<string, string>;
}
interface Panel {
  readonly title: string;
  readonly type: string;
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  readonly targets?: readonly { readonly expr: string; readonly legendFormat: string }[];
}

const file = parse(readFileSync(join(CHART, 'files/alerts.yaml'), 'utf8')) as {
  groups: { rules: Alert[] }[];
};
const alerts = file.groups.flatMap(({ rules }) => rules);
const dashboard = JSON.parse(readFileSync(join(CHART, 'files/dashboard.json'), 'utf8')) as {
  panels: Panel[];
};
const panels = dashboard.panels.filter(({ type }) => type !== 'row');
const targets = panels.flatMap(({ title, targets: all = [] }) => all.map((one) => ({ title, ...one })));

/** Labels by metric, as they are scraped. `namespace` and `pod` are the ServiceMonitor's. */
const known = new Map<string, readonly string[]>();
for (const metric of new Metrics().registry.getMetricsAsArray()) {
  const {
    name,
    type,
    labelNames = [],
  } = metric as unknown as { name: string; type: string; labelNames?: string[] };
  const series = type === 'histogram' ? ['_bucket', '_sum', '_count'] : [''];
  series.forEach((suffix) =>
    known.set(name + suffix, [...labelNames, 'namespace', 'pod', ...(suffix === '_bucket' ? ['le'] : [])]),
  );
}

/** One sentence for each metric or label of a query that Signet does not have. */
function strangers(query: string): string[] {
  const names = [...query.matchAll(/\b(?:signet|process|nodejs)_\w+/g)].map(([name]) => name);
  const labels = names.flatMap((name) => known.get(name) ?? []);
  const grouped = [...query.matchAll(/\bby \(([^)]*)\)/g)].flatMap(([, list = '']) => list.split(/,\s*/));
  const matched = [...query.matchAll(/(\w+)\{([^}]*)\}/g)].flatMap(([, name = '', list = '']) =>
    [...list.matchAll(/(\w+)(?:=~|!=|=)/g)]
      .filter(([, label = '']) => !(known.get(name) ?? []).includes(label))
      .map(([, label = '']) => `${name} has no label ${label}`),
  );
  return [
    ...(names.length === 0 ? ['no metric'] : []),
    ...names.filter((name) => !known.has(name)).map((name) => `no metric ${name}`),
    ...grouped.filter((label) => !labels.includes(label)).map((label) => `no label ${label}`),
    ...matched,
  ];
}

describe('the alerts', () => {
  it.each(alerts)(
    '$alert asks for what is measured, and leads to its section',
    ({ alert, expr, labels, annotations }) => {
      expect(strangers(expr)).toEqual([]);
      expect(['critical', 'warning', 'info']).toContain(labels['severity']);
      expect(annotations['summary']).toMatch(/\.$/);
      expect(anchors(readMarkdown('docs/runbook.md'))).toContain(alert.toLowerCase());
    },
  );

  it('have every section of the runbook, which has no other', () => {
    const sections = [...readMarkdown('docs/runbook.md').text.matchAll(/^## (.+)$/gm)].map(
      ([, name]) => name,
    );
    expect(sections).toEqual(alerts.map(({ alert }) => alert));
  });

  it('go into the PrometheusRule with their expressions untouched and their links made', async () => {
    const manifests = await renderChart('full');
    const rule = manifests.find(({ kind }) => kind === 'PrometheusRule');
    const rendered = rule?.spec?.['groups'] as { name: string; rules: Alert[] }[];
    const plain = rendered.map((group) => ({
      ...group,
      rules: group.rules.map(({ annotations, ...rest }) => ({
        ...rest,
        annotations: { summary: annotations['summary'] },
      })),
    }));
    expect(plain).toEqual(file.groups);
    expect(rendered[0]!.rules.map(({ annotations }) => annotations['runbook_url'])).toEqual(
      alerts.map(({ alert }) => `https://wiki.example.com/signet/runbook#${alert.toLowerCase()}`),
    );
    expect(rule!.metadata.labels).toMatchObject({ release: 'prometheus' });
  });
});

describe('the dashboard', () => {
  it.each(targets)('$title: $legendFormat shows what is measured', ({ expr }) => {
    expect(strangers(expr)).toEqual([]);
  });

  it('has panels that do not lie on each other, with a title each', () => {
    expect(panels.length).toBeGreaterThan(12);
    expect(new Set(panels.map(({ title }) => title)).size).toBe(panels.length);
    const cells = dashboard.panels.flatMap(({ gridPos: { x, y, w, h } }) =>
      Array.from({ length: w * h }, (_, n) => `${x + (n % w)}:${y + Math.floor(n / w)}`),
    );
    expect(new Set(cells).size).toBe(cells.length);
  });

  it('goes into a ConfigMap that Grafana finds, byte by byte', async () => {
    const map = (await renderChart('full')).find((one) => nameOf(one) === 'ConfigMap/demo-gate-dashboard');
    expect(map?.metadata.labels).toMatchObject({ grafana_dashboard: '1' });
    expect(map?.metadata.annotations).toEqual({ grafana_folder: 'Identity' });
    expect(map?.data?.['signet.json']).toBe(readFileSync(join(CHART, 'files/dashboard.json'), 'utf8'));
  });
});

describe('a query', () => {
  it.each([
    ['sum(signet_nothing_total)', 'no metric signet_nothing_total'],
    ['sum by (colour) (signet_pool_waits)', 'no label colour'],
    ['signet_deliveries_total{color="red"}', 'signet_deliveries_total has no label color'],
    ['up', 'no metric'],
  ])('%s would be noticed', (query, fault) => {
    expect(strangers(query)).toEqual([fault]);
  });
});

it('none of it is there unless asked for', async () => {
  const kinds = (await renderChart('minimal')).map(nameOf);
  expect(kinds.filter((name) => /PrometheusRule|ServiceMonitor|dashboard|HTTPRoute/.test(name))).toEqual([]);
});
