import { Readable, Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import type { Shell } from './shell.js';
import { sourceBody } from './source-body.js';

const SHELL: Shell = {
  env: { SIGNING: 'whsec_one', NEXT: 'whsec_two', BEARER: 'bearer-token' },
  cwd: '/',
  stdin: Readable.from([]),
  stdout: new Writable(),
  stderr: new Writable(),
};

describe('the body of a source', () => {
  it('carries what was given and nothing else', async () => {
    expect(await sourceBody(SHELL, { open: true })).toEqual({ open: true });
    expect(await sourceBody(SHELL, {})).toEqual({});
  });

  it('carries every live signing secret, in the order given', async () => {
    const options = { profile: 'standard-webhooks', secretEnv: ['SIGNING', 'NEXT'], config: '{"a":1}' };

    expect(await sourceBody(SHELL, options)).toEqual({
      verify: { profile: 'standard-webhooks', secrets: ['whsec_one', 'whsec_two'], config: { a: 1 } },
    });
  });

  it('says nothing of secrets when none is given, so that those it has stay', async () => {
    expect(await sourceBody(SHELL, { profile: 'okta', tokenFrom: 'header:x-key' })).toEqual({
      verify: { profile: 'okta' },
      token: { from: 'header:x-key' },
    });
  });

  it('looks for a token where tokens usually are', async () => {
    expect(await sourceBody(SHELL, { tokenEnv: ['BEARER'], tokenScheme: 'Bearer' })).toEqual({
      token: { from: 'header:authorization', scheme: 'Bearer', secrets: ['bearer-token'] },
    });
  });

  it('carries where tokens are polled from, and what opens that', async () => {
    const poll = 'https://tr.example.com/poll';
    expect(await sourceBody(SHELL, { poll, pollAuthorizationEnv: 'BEARER', pollInterval: 30 })).toEqual({
      poll: { endpoint: poll, authorization: 'bearer-token', intervalSeconds: 30 },
    });
    expect(await sourceBody(SHELL, { poll })).toEqual({ poll: { endpoint: poll } });
    await expect(sourceBody(SHELL, { pollInterval: 30 })).rejects.toThrow('needs --poll');
  });

  it('gathers locators under the parts of an event', async () => {
    const options = { eventType: ['json:/event'], eventSubject: ['json:/userId'], disabled: true };

    expect(await sourceBody(SHELL, options)).toEqual({
      event: { type: ['json:/event'], subject: ['json:/userId'] },
      enabled: false,
    });
  });

  it('says how many requests it may send, as numbers where they are some', async () => {
    expect(await sourceBody(SHELL, { requests: '600/1m' })).toEqual({
      limits: { requests: { limit: 600, per: '1m' } },
    });
    expect(await sourceBody(SHELL, { requests: 'none' })).toEqual({ limits: { requests: 'none' } });
  });

  it('carries what types of its mean in common', async () => {
    expect(
      await sourceBody(SHELL, { open: true, commonType: ['a.b=user.created', 'c=d=user.deleted'] }),
    ).toEqual({
      open: true,
      vocabulary: { 'a.b': 'user.created', 'c=d': 'user.deleted' },
    });
    await expect(sourceBody(SHELL, { commonType: ['a.b'] })).rejects.toThrow('TYPE=COMMON');
  });

  it('is none when a secret has no way to be used, or is not there', async () => {
    await expect(sourceBody(SHELL, { secretEnv: ['SIGNING'] })).rejects.toThrow('needs --profile');
    await expect(sourceBody(SHELL, { profile: 'okta', secretEnv: ['GONE'] })).rejects.toThrow('GONE');
    await expect(sourceBody(SHELL, { profile: 'okta', config: '{' })).rejects.toThrow('--config: not JSON');
  });
});
