import type { IncomingMessage, ServerResponse } from 'node:http';
import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../config/config.js';
import { LOGGER, type Logger } from '../telemetry/logger.js';
import { type Answer, FAILED, problem, UNKNOWN } from './answer.js';
import { type Entrance, ENTRANCES, type Errand, type Exchange } from './dialects/entrance.js';
import { requestTarget } from './parsing/query.js';
import { asSetAnswer } from './ssf/set-answer.js';
import type { RawRequest } from './verification/raw-request.js';

/** Below it every answer is in the terms of RFC 8935. */
const STREAMS = '/ssf/';

const NOTHING = Buffer.alloc(0);

/** How long the rest of a refused body may go on coming. */
const UNREAD_MS = 2000;

/** Answers whoever comes from the street on plain `node:http`, in front of the framework: raw bytes, the size cap first, no body parser. */
@Injectable()
export class HookDoor {
  private readonly tooLarge: Answer;
  private closing = false;
  private inHand = 0;

  constructor(
    @Inject(ENTRANCES) private readonly entrances: readonly Entrance[],
    @Inject(CONFIG) private readonly config: Config,
    @Inject(LOGGER) private readonly logger: Logger,
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
    const path = pathOf(request.url ?? '');
    const refuse = (answer: Answer): void =>
      this.refuseUnread(request, response, path.startsWith(STREAMS) ? asSetAnswer(answer, null) : answer);
    const errand = this.lead(path);
    if (!errand) {
      refuse(UNKNOWN);
    } else if (!errand.methods.includes(request.method ?? '')) {
      refuse(wrongMethod(errand.methods));
    } else if (Number(request.headers['content-length'] ?? 0) > this.config.intake.bodyLimitBytes) {
      refuse(this.tooLarge);
    } else {
      this.read({ request, response }, errand, refuse);
    }
  }

  private lead(path: string): Errand | null {
    for (const entrance of this.entrances) {
      const errand = entrance.lead(path);
      if (errand) {
        return errand;
      }
    }
    return null;
  }

  private read(exchange: Exchange, errand: Errand, refuse: (answer: Answer) => void): void {
    const { request, response } = exchange;
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
      chunks.length = 0; // whoever waits long need not keep what it sent
      void this.answer(errand, raw, exchange);
    });
  }

  /** Never rejects: one request that cannot be answered must not end the process that answers all the others. */
  private async answer(errand: Errand, raw: RawRequest, exchange: Exchange): Promise<void> {
    const { response } = exchange;
    this.inHand += 1;
    try {
      const answer = await errand.answer(raw, exchange);
      if (answer) {
        this.send(response, answer);
      }
    } catch (error) {
      this.logger.error({ message: 'a request could not be answered', error: String(error) });
      this.fail(response, pathOf(raw.url).startsWith(STREAMS) ? asSetAnswer(FAILED, null) : FAILED);
    } finally {
      this.inHand -= 1;
    }
  }

  private fail(response: ServerResponse, answer: Answer): void {
    if (response.headersSent) {
      response.destroy();
      return;
    }
    response.getHeaderNames().forEach((name) => response.removeHeader(name)); // of the answer that could not be sent
    this.send(response, answer);
  }

  private send(response: ServerResponse, answer: Answer): void {
    if (response.destroyed) {
      return;
    }
    if (this.closing) {
      response.setHeader('connection', 'close');
    }
    if (answer.status !== 204 && answer.status !== 304) {
      response.setHeader('content-length', Buffer.byteLength(answer.body)); // RFC 9110, section 8.6
    }
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

/** What stands before the query, also where the whole address came (RFC 9112 section 3.2.2). */
const pathOf = (url: string): string => requestTarget(url).split('?', 1)[0]!;

const wrongMethod = (methods: readonly string[]): Answer =>
  problem(405, 'Method Not Allowed', 'That method is not taken here', {
    headers: { allow: methods.join(', ') },
  });
