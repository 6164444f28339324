import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { afterEach, expect, it } from 'vitest';

import { loadConfig } from '../../src/config/config.js';
import type { Errand } from '../../src/intake/dialects/entrance.js';
import { HookDoor } from '../../src/intake/hook-door.service.js';
import { send } from '../support/a-delivery.js';

let server: Server | undefined;
afterEach(async () => {
  await new Promise((closed) => server?.close(closed));
});

/** A door that leads everywhere to one errand. */
async function aDoor(answer: Errand['answer']): Promise<{ door: HookDoor; url: string; logged: string[] }> {
  const logged: string[] = [];
  const logger = pino({ messageKey: 'message' }, { write: (line: string) => void logged.push(line) });
  const config = loadConfig({
    DATABASE_URL: 'postgres://nobody@localhost/nothing',
    SIGNET_MASTER_KEY: Buffer.alloc(32).toString('base64'),
  });
  const door = new HookDoor([{ lead: () => ({ methods: ['POST'], answer }) }], config, logger);
  server = createServer((request, response) => door.handle(request, response));
  await new Promise<void>((listening) => server!.listen(0, '127.0.0.1', listening));
  return { door, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, logged };
}

const POST = { method: 'POST', body: '{}', headers: { connection: 'close' } };

it('an answer that cannot be sent is answered 500 without its headers, and is out of hand', async () => {
  const headers = { 'x-first': 'a', 'x-rate': '120\r\nx: y' };
  const { door, url, logged } = await aDoor(async () => ({ status: 200, headers, body: 'x' }));
  const { status, headers: sent, json } = await send(url, POST);

  expect([status, sent.get('x-first'), json.detail]).toEqual([500, null, 'Not recorded; send it again']);
  expect(door.waiting).toBe(0);
  expect(logged.map((line) => JSON.parse(line) as unknown)).toMatchObject([
    { level: 50, message: 'a request could not be answered' },
  ]);
});

it('an answer that fails is answered 500, in the terms of its way', async () => {
  const { door, url } = await aDoor(() => Promise.reject(new Error('broken')));

  expect((await send(`${url}/hooks/x`, POST)).json).toMatchObject({ status: 500 });
  expect(await send(`${url}/ssf/x`, POST)).toMatchObject({ status: 500, text: '' });
  expect(door.waiting).toBe(0);
});

it('an answer that fails half sent ends its connection', async () => {
  const { door, url } = await aDoor(async (_raw, { response }) => {
    response.writeHead(200, { 'content-length': '8' }).write('half');
    throw new Error('broken');
  });

  await expect(send(url, POST)).rejects.toThrow('terminated');
  expect(door.waiting).toBe(0);
});
