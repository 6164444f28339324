/** One keep-alive connection with one request under way. Bare sockets: an HTTP client would take more than the servers. */
import { createConnection } from 'node:net';

const END_OF_HEAD = Buffer.from('\r\n\r\n');
const LENGTH = /\r\ncontent-length: *(\d+)/i;

/** Whether the process lives: every role answers it. */
const GREETING = 'GET /health/live HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n';

export class Connection {
  #socket;
  #pending = Buffer.alloc(0);
  /** @type {((status: number, head: string) => void) | null} */
  #answered = null;
  /** @type {((error: Error) => void) | null} */
  #failed = null;

  /** @param {number} port of 127.0.0.1 */
  static open(port) {
    return new Promise((resolve, reject) => {
      const socket = createConnection({ port, host: '127.0.0.1', noDelay: true });
      socket.once('error', reject);
      socket.once('connect', () => resolve(new Connection(socket)));
    });
  }

  /** One that the server has taken, and answered once: the kernel lets connect whoever is still to be accepted. */
  static async openGreeted(port) {
    const connection = await Connection.open(port);
    await new Promise((resolve, reject) => connection.send(GREETING, resolve, reject));
    return connection;
  }

  constructor(socket) {
    this.#socket = socket;
    socket.on('data', (chunk) => this.#read(chunk));
    socket.on('error', (error) => this.#failed?.(error));
    socket.on('close', () => this.#failed?.(new Error('the server closed the connection')));
  }

  /** Sends the bytes; `answered` gets the status and the head once the whole answer is there. */
  send(request, answered, failed) {
    this.#answered = answered;
    this.#failed = failed;
    this.#socket.write(request);
  }

  close() {
    this.#failed = null;
    this.#socket.destroy();
  }

  #read(chunk) {
    const data = this.#pending.length === 0 ? chunk : Buffer.concat([this.#pending, chunk]);
    const head = data.indexOf(END_OF_HEAD);
    if (head === -1) {
      this.#pending = data;
      return;
    }
    const text = data.latin1Slice(0, head);
    const length = LENGTH.exec(text)?.[1];
    if (length === undefined) {
      this.#failed?.(new Error('an answer without content-length'));
      return;
    }
    if (data.length < head + END_OF_HEAD.length + Number(length)) {
      this.#pending = data;
      return;
    }
    this.#pending = Buffer.alloc(0);
    this.#answered?.(Number(text.slice(9, 12)), text);
  }
}
