import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { CommandFailed } from './exit-code.js';
import { Prompt } from './prompt.js';

/** A person at a terminal who types what is written to `types`. */
function aTerminal(): { prompt: Prompt; types: PassThrough; seen: () => string } {
  const types = new PassThrough();
  const screen = new PassThrough();
  const shell = { env: {}, cwd: '/', stdin: types, stdout: new PassThrough(), stderr: screen };
  let text = '';
  screen.on('data', (chunk: Buffer) => (text += chunk.toString()));
  return { prompt: new Prompt(shell), types, seen: () => text };
}

describe('a prompt', () => {
  it('shows the question and what is typed, and gives it without white space around it', async () => {
    const { prompt, types, seen } = aTerminal();
    const asked = prompt.ask('issuer');
    types.write('  https://idp.example.com \r');

    expect(await asked).toBe('https://idp.example.com');
    expect(seen()).toContain('issuer: ');
    expect(seen()).toContain('idp.example.com');
    prompt.close();
  });

  it('shows nothing of a secret, and shows the next answer again', async () => {
    const { prompt, types, seen } = aTerminal();
    const hidden = prompt.askHidden('secret');
    types.write('whsec_hidden\r');
    expect(await hidden).toBe('whsec_hidden');
    const shown = prompt.ask('audience');
    types.write('receiver\r');
    expect(await shown).toBe('receiver');

    expect(seen()).toContain('secret: ');
    expect(seen()).not.toContain('whsec');
    expect(seen()).toContain('receiver');
    prompt.close();
  });

  it.each([
    ['Ctrl-C', (types: PassThrough) => types.write('half\u0003')],
    ['Ctrl-D', (types: PassThrough) => types.write('\u0004')],
    ['the end of the terminal', (types: PassThrough) => types.end()],
  ])('is broken off by %s', async (_what, act) => {
    const { prompt, types } = aTerminal();
    const asked = prompt.askHidden('secret');
    act(types);

    await expect(asked).rejects.toThrow(CommandFailed);
    prompt.close();
  });
});
