import type { IncomingMessage, ServerResponse } from 'node:http';
import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../config/config.js';
import { Admission } from './admission.service.js';
import { type Answer, problem, UNKNOWN } from './answer.js';
import { asSetAnswer } from './ssf/set-answer.js';

/** Where deliveries arrive: `/hooks/ADDRESS`, nothing behind it. */
const HOOKS = '/hooks/';
/** The same hooks, for senders of security event tokens (RFC 8935): every answer is in their terms. */
const STREAMS = '/ssf/';
const ADDRESS = /^[0-9a-f]{64}$/;

/** Whether a request target is for the hook door. */
export function isDelivery(url: string): boolean {
  return url.startsWith(HOOKS) || url.startsWith(STREAMS);
}

const METHODS: ReadonlySet<string> = new Set(['POST', 'GET', 'PUT', 'PATCH', 'OPTIONS']);

const NOTHING = Buffer.alloc(0);

/** How long the rest of a refused body may go on coming. */
const UNREAD_MS = 2000;

/** A delivery whose body is about to be read. */
interface Delivery {
  readonly address: string;
  readonly asSet: boolean;
  /** Answers it before its body is in. */
  readonly refuse: (answer: Answer) => void;
}

/** Answers deliveries on plain `node:http`, in front of the framework: raw bytes, the size cap first, no body parser. */
@Injectable()
export class HookDoor {
  private readonly tooLarge: Answer;
  private closing = false;
  private inHand = 0;

  constructor(
    private readonly admission: Admission,
    @Inject(CONFIG) private readonly config: Config,
  ) {
    const { bodyLimitBytes } = config.intake;
    this.tooLarge = problem(413, 'Content Too Large', `A delivery may have ${bodyLimitBytes} bytes at most`);
  }

  /** From now on every answer ends its connection, so that senders go elsewhere. */
  close(): void {
    this.closing = true;
  }

  /** Deliveries read in and not answered yet. */
  get waiting(): number {
    return this.inHand;
  }

  handle(request: IncomingMessage, response: ServerResponse): void {
    const url = request.url ?? '';
    const mark = url.indexOf('?');
    const asSet = url.startsWith(STREAMS);
    const address = url.slice((asSet ? STREAMS : HOOKS).length, mark === -1 ? undefined : mark);
    const refuse = (answer: Answer): void =>
      this.refuseUnread(request, response, asSet ? asSetAnswer(answer, null) : answer);
    if (!ADDRESS.test(address)) {
      refuse(UNKNOWN);
    } else if (!METHODS.has(request.method ?? '')) {
      refuse(problem(405, 'Method Not Allowed', 'A hook does not take that method'));
    } else if (Number(request.headers['content-length'] ?? 0) > this.config.intake.bodyLimitBytes) {
      refuse(this.tooLarge);
    } else {
      this.read(request, response, { address, asSet, refuse });
    }
  }

  private read(request: IncomingMessage, response: ServerResponse, delivery: Delivery): void {
    const { address, asSet, refuse } = delivery;
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > this.config.intake.bodyLimitBytes) {
        request.removeAllListeners('data').removeAllListeners('end');
        refuse(this.tooLarge);
        return;
      }
      chunks.push(chunk);
    });
    request.on('error', () => response.destroy()); // cut off in the middle: there is nobody to answer
    request.on('end', () => {
      const body = chunks.length === 1 ? chunks[0]! : size === 0 ? NOTHING : Buffer.concat(chunks, size);
      const raw = {
        method: request.method!,
        url: request.url!,
        rawHeaders: request.rawHeaders,
        body,
        remoteAddress: request.socket.remoteAddress ?? '',
      };
      this.inHand += 1;
      void this.admission.admit(address, raw, { asSet }).then((answer) => {
        this.inHand -= 1;
        this.send(response, answer);
      });
    });
  }

  private send(response: ServerResponse, answer: Answer): void {
    if (response.destroyed) {
      return;
    }
    if (this.closing) {
      response.setHeader('connection', 'close');
    }
    response.setHeader('content-length', Buffer.byteLength(answer.body));
    response.writeHead(answer.status, answer.headers);
    response.end(answer.body);
  }

  /** Answers before the body is in. What still comes is thrown away for a moment, so that the answer can be read. */
  private refuseUnread(request: IncomingMessage, response: ServerResponse, answer: Answer): void {
    const unread =
      request.headers['content-length'] !== undefined || request.headers['transfer-encoding'] !== undefined;
    response.writeHead(answer.status, {
      ...answer.headers,
      'content-length': Buffer.byteLength(answer.body),
      ...(unread || this.closing ? { connection: 'close' } : {}),
    });
    response.end(answer.body);
    request.on('error', () => undefined);
    request.resume();
    if (unread) {
      const timer = setTimeout(() => request.socket.destroy(), UNREAD_MS).unref();
      request.on('close', () => clearTimeout(timer));
    }
  }
}
