import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { type AddressInfo, createServer as createSilentServer, type Server } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { Deployment, sharedLedger } from '../support/fault-deployment.js';
import { observe } from '../support/fault-observation.js';
import { dice, plannedRounds } from '../support/fault-plan.js';
import { trackOpen } from '../support/left-open.js';
import { violations } from '../support/ledger-checker.js';

const EVENTS = 200;

const answerer: RequestListener = (_request, response) => void response.end('not here');
const STRANGERS: Record<string, () => Server> = {
  'a web server': () => createServer(answerer),
  'a server that never says a word': () => createSilentServer((socket) => socket.resume()),
};

let stranger: Server;

afterEach(() => {
  stranger.close();
});

describe.each(plannedRounds())('something at the address of Redis, round $round (seed $seed)', ({ seed }) => {
  it.each(Object.keys(STRANGERS))(
    'delays nothing, is told of once, and lets go at a stop: %s',
    async (who) => {
      stranger = STRANGERS[who]!();
      const redisUrl = await listen(stranger);
      const random = dice(seed);
      const deployment = await Deployment.prepare({ random, redisUrl, ledger: await sharedLedger() });
      const members = [deployment.addDoor(), await deployment.addWorker()];
      await Promise.all(members.map((member) => member.start()));

      const flood = deployment.flood({ events: EVENTS, overMs: 4_000 });
      await flood.finished;
      await deployment.settled();

      expect(violations(await observe(deployment, flood))).toEqual([]);
      expect([...deployment.sender.failures.keys()]).toEqual([]);
      await deployment.requireHealthy();
      for (const member of members) {
        expect(await member.stop()).toEqual({ code: 0, signal: null });
        expect(member.program.lines.filter((line) => line.includes('Redis is away'))).toHaveLength(1);
        expect(member.program.lines.filter((line) => line.includes('Redis is back'))).toEqual([]);
      }
      await deployment.stop();
    },
  );
});

async function listen(server: Server): Promise<string> {
  server.on('connection', (socket) => socket.on('error', () => undefined));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  trackOpen({
    what: `stranger on port ${port}`,
    isOpen: () => server.listening,
    close: async () => void server.close(),
  });
  return `redis://127.0.0.1:${port}`;
}
