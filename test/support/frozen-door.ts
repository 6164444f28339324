/** Connections that come while a process stands still, and what they are answered when it goes on. */
import { readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect } from 'vitest';
import { eventually } from './eventually.js';
import type { Program } from './processes.js';

/** What the kernel lets wait, whoever listens: many times what Node asks for, unless this machine was told otherwise. */
const MOST = Number(readFileSync('/proc/sys/net/core/somaxconn', 'utf8'));
const CONNECTIONS = Math.min(3000, MOST - 50);

/** Answers to all that connected while it was frozen, all but those with 200. */
export async function refusedWhileFrozen(program: Program, url: string): Promise<string[]> {
  process.kill(program.pid, 'SIGSTOP');
  const sockets = Array.from({ length: CONNECTIONS }, () => knock(new URL(url)));
  await eventually(() => {
    const connected = sockets.filter(({ readyState }) => readyState === 'open');
    expect(connected).toHaveLength(CONNECTIONS);
  });
  process.kill(program.pid, 'SIGCONT');
  const answers = await Promise.all(sockets.map((socket) => text(socket)));
  return answers.filter((answer) => !answer.startsWith('HTTP/1.1 200 '));
}

/** A connection of its own that asks once whether the process lives. */
function knock({ hostname, port }: URL): Socket {
  const socket = connect({ host: hostname, port: Number(port) });
  socket.on('error', () => undefined); // it has no answer then
  socket.write(`GET /health/live HTTP/1.1\r\nhost: ${hostname}\r\nconnection: close\r\n\r\n`);
  return socket;
}
