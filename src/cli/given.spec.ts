import { Readable, Writable } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CommandFailed } from './exit-code.js';
import {
  deadline,
  gather,
  instant,
  readJson,
  requireSecret,
  secretFromEnv,
  wholeNumber,
  workflowName,
} from './given.js';
import type { Shell } from './shell.js';

const NOW = new Date('2026-11-21T06:00:00.000Z');

function shellWith(env: Record<string, string>, stdin = ''): Shell {
  const sink = new Writable({ write: (_chunk, _encoding, done) => done() });
  return { env, cwd: '/', stdin: Readable.from([stdin]), stdout: sink, stderr: sink };
}

describe('a time', () => {
  it.each([
    ['2026-11-20T06:00:00Z', '2026-11-20T06:00:00.000Z'],
    ['2026-11-20', '2026-11-20T00:00:00.000Z'],
    ['90m', '2026-11-21T04:30:00.000Z'],
    ['24h', '2026-11-20T06:00:00.000Z'],
    ['7d', '2026-11-14T06:00:00.000Z'],
    ['999999d', '1970-01-01T00:00:00.000Z'],
  ])('%s is %s', (text, time) => {
    expect(instant(text, NOW)).toBe(time);
  });

  it.each(['yesterday', '', '5w', '2026-13-01'])('"%s" is none', (text) => {
    expect(() => instant(text, NOW)).toThrow(CommandFailed);
  });
});

describe('a time something ends at', () => {
  it.each([
    ['30d', '2026-12-21T06:00:00.000Z'],
    ['12h', '2026-11-21T18:00:00.000Z'],
    ['2027-01-01', '2027-01-01T00:00:00.000Z'],
  ])('%s is %s', (text, time) => {
    expect(deadline(text, NOW)).toBe(time);
  });

  it('is none that cannot be read', () => {
    expect(() => deadline('soon', NOW)).toThrow(CommandFailed);
  });
});

describe('the name of a workflow', () => {
  it('is a namespace and an id', () => {
    expect(workflowName('acme.identity/welcome')).toEqual({ namespace: 'acme.identity', id: 'welcome' });
  });

  it.each(['welcome', '/welcome', 'acme/', 'a/b/c', 'a /b'])('is not "%s"', (text) => {
    expect(() => workflowName(text)).toThrow('NAMESPACE/ID');
  });
});

describe('a secret', () => {
  it('loses one line end and nothing else', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.constantFrom('', '\n', '\r\n'), (secret, end) => {
        fc.pre(!secret.endsWith('\n') && !secret.endsWith('\r'));
        expect(requireSecret(`${secret}${end}`, 'stdin')).toBe(secret);
      }),
    );
  });

  it('must be there', () => {
    expect(() => requireSecret('\n', 'key.txt')).toThrow('key.txt: is empty');
    expect(() => secretFromEnv(shellWith({}), 'MISSING')).toThrow('MISSING is not set');
    expect(secretFromEnv(shellWith({ KEY: 'x' }), 'KEY')).toBe('x');
  });
});

describe('JSON', () => {
  it('is read from the argument or from stdin', async () => {
    expect(await readJson(shellWith({}), '{"a":1}', '--body')).toEqual({ a: 1 });
    expect(await readJson(shellWith({}, '[2]'), '-', '--body')).toEqual([2]);
  });

  it('that is none is named by its option', async () => {
    await expect(readJson(shellWith({}), '{a}', '--body')).rejects.toThrow(/^--body: not JSON/);
  });
});

describe('options', () => {
  it('that may be repeated are gathered in order', () => {
    expect(gather('b', gather('a'))).toEqual(['a', 'b']);
  });

  it.each(['0', '-1', '1.5', 'ten', '99999999'])('a count is not %s', (text) => {
    expect(() => wholeNumber(text)).toThrow('whole number');
  });
});
