import { readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.js';
import { Deployment, sharedLedger } from '../support/fault-deployment.js';
import { dice, plannedRounds } from '../support/fault-plan.js';

/** What the kernel lets wait, whoever listens: many times what Node asks for, unless this machine was told otherwise. */
const MOST = Number(readFileSync('/proc/sys/net/core/somaxconn', 'utf8'));
const CONNECTIONS = Math.min(3000, MOST - 50);

describe.each(plannedRounds())('a web process that stands still, round $round (seed $seed)', ({ seed }) => {
  it('sends nobody away who connects meanwhile', async () => {
    const deployment = await Deployment.prepare({ random: dice(seed), ledger: await sharedLedger() });
    const door = deployment.addDoor();
    await door.start();
    process.kill(door.program.pid, 'SIGSTOP');

    const sockets = Array.from({ length: CONNECTIONS }, () => knock(new URL(door.url)));
    await eventually(() => {
      const connected = sockets.filter(({ readyState }) => readyState === 'open');
      expect(connected).toHaveLength(CONNECTIONS);
    });
    process.kill(door.program.pid, 'SIGCONT');

    const answers = await Promise.all(sockets.map((socket) => text(socket)));
    expect(answers.filter((answer) => !answer.startsWith('HTTP/1.1 200 '))).toEqual([]);
    await deployment.stop();
  });
});

/** A connection of its own that asks once whether the process lives. */
function knock({ hostname, port }: URL): Socket {
  const socket = connect({ host: hostname, port: Number(port) });
  socket.on('error', () => undefined); // it has no answer then
  socket.write(`GET /health/live HTTP/1.1\r\nhost: ${hostname}\r\nconnection: close\r\n\r\n`);
  return socket;
}
