import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ApiClient } from './api-client.js';

const api = new ApiClient({ url: 'http://signet.example', token: 'a-token' });
let asked: string[];
beforeEach(() => {
  asked = [];
  vi.stubGlobal('fetch', (_: string, { method }: { method: string }) => {
    asked.push(method);
    return Promise.resolve(asked.length === 1 ? new Response('', { status: 504 }) : Response.json({ n: 2 }));
  });
});
afterEach(() => void vi.unstubAllGlobals());

describe('a gateway that did not wait for the answer', () => {
  it('is asked again for what may be asked twice', async () => {
    expect(await api.put('/environments/staging', {})).toEqual({ n: 2 });
    expect(asked).toEqual(['PUT', 'PUT']);
  });

  it('is not asked again for what tells more the first time', async () => {
    await expect(api.putOnce('/tenants/lyon', {})).rejects.toMatchObject({ status: 504 });
    await expect(api.post('/tokens', {})).resolves.toEqual({ n: 2 });
    expect(asked).toEqual(['PUT', 'POST']);
  });
});
