import { spawnSync } from 'node:child_process';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { curlCommand } from './curl-command.js';
import type { DraftRequest } from './draft-request.js';

/** Runs the command with a `curl` that writes down what it was given. */
function runInShell(command: string): { argv: Buffer[]; input: Buffer } {
  const shell = `curl() { printf '%s\\0' "$@"; printf '\\0INPUT\\0'; cat; }\n${command}`;
  const { status, stdout, stderr } = spawnSync('sh', ['-c', shell], { input: '' });
  expect({ status, stderr: stderr.toString() }).toEqual({ status: 0, stderr: '' });
  const [words, input] = splitOnce(stdout, Buffer.from('\0\0INPUT\0'));
  return {
    argv: words
      .toString('latin1')
      .split('\0')
      .map((word) => Buffer.from(word, 'latin1')),
    input,
  };
}

function splitOnce(bytes: Buffer, separator: Buffer): [Buffer, Buffer] {
  const at = bytes.indexOf(separator);
  return [bytes.subarray(0, at), bytes.subarray(at + separator.length)];
}

const draft = (parts: Partial<DraftRequest>): DraftRequest => ({
  method: 'POST',
  url: 'https://hooks.example.com/hooks/h1',
  headers: [],
  body: Buffer.alloc(0),
  ...parts,
});

describe('a curl command', () => {
  it('reads like one written by hand', () => {
    const headers = [['content-type', 'application/json']] as const;

    expect(curlCommand(draft({ headers, body: Buffer.from(`{"name":"O'Neil"}`) }))).toBe(
      [
        `curl --request 'POST' \\`,
        `  --header 'content-type: application/json' \\`,
        `  --data-binary '{"name":"O'\\''Neil"}' \\`,
        `  --url 'https://hooks.example.com/hooks/h1'`,
      ].join('\n'),
    );
  });

  it('hands any text to curl as it is, and runs none of it', () => {
    // Strings of shell syntax are likelier than chance would make them.
    const hostile = fc.constantFrom(
      "'",
      '"',
      '$(id)',
      '`id`',
      '\\',
      '\n',
      '!',
      '; id',
      '@',
      '-k',
      '*',
      '\u{1F600}',
    );
    const text = fc
      .array(fc.oneof(hostile, fc.string({ unit: 'binary' })), { maxLength: 8 })
      .map((parts) => Buffer.from(parts.join('').replaceAll('\0', ''), 'utf8'));
    fc.assert(
      fc.property(text, text, text, (body, url, value) => {
        const request = draft({
          url: url.toString('utf8'),
          headers: [
            ['x-any', value.toString('latin1')],
            ['content-type', 'text/plain'],
          ],
          body,
        });
        const { argv } = runInShell(curlCommand(request));
        const after = (option: string): Buffer[] =>
          argv.filter((_word, at) => argv[at - 1]?.toString() === option);

        expect(after('--url')).toEqual([url]);
        expect(after('--header')[0]).toEqual(
          value.length === 0 ? Buffer.from('x-any;') : Buffer.concat([Buffer.from('x-any: '), value]),
        );
        const isFile = body.toString('utf8').startsWith('@');
        expect(after(isFile ? '--data-raw' : '--data-binary')).toEqual(body.length === 0 ? [] : [body]);
      }),
      { numRuns: 60 },
    );
  });

  it('carries bytes that are no text through a pipe', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 300 }), (bytes) => {
        const body = Buffer.concat([Buffer.from(bytes), Buffer.from([0, 255])]);
        const { argv, input } = runInShell(curlCommand(draft({ body })));

        expect(input).toEqual(body);
        expect(argv.map(String)).toContain('@-');
      }),
      { numRuns: 30 },
    );
  });

  it('sends header bytes that are no text too', () => {
    const { argv } = runInShell(curlCommand(draft({ headers: [['x-name', 'caf\xe9']] })));

    expect(argv.map((word) => word.toString('latin1'))).toContain('x-name: caf\xe9');
  });

  it('adds no type to a body that has none, expands no brackets, and checks certificates', () => {
    const command = curlCommand(draft({ url: 'https://h.example/?a[0]={1}', body: Buffer.from('x') }));

    expect(runInShell(command).argv.map(String)).toEqual([
      '--request',
      'POST',
      '--header',
      'Content-Type:',
      '--data-binary',
      'x',
      '--globoff',
      '--url',
      'https://h.example/?a[0]={1}',
    ]);
    expect(command).not.toMatch(/ -k|--insecure/);
  });
});
