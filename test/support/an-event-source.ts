/** A reader of server-sent events that shows all it got: ids, names, data, comments. */
import { get } from 'node:http';
import type { ClientRequest, IncomingMessage } from 'node:http';
import { eventually } from './eventually.js';

export interface SentEvent {
  readonly id: string;
  readonly name: string;
  readonly data: Readonly<Record<string, unknown>>;
}

export class EventSource {
  status = 0;
  headers: IncomingMessage['headers'] = {};
  text = '';
  isEnded = false;
  private response: IncomingMessage | null = null;

  private constructor(private readonly request: ClientRequest) {}

  /** Resolves once the answer begins. `paused` reads nothing of it. */
  static open(
    url: string,
    headers: Readonly<Record<string, string>>,
    { paused = false } = {},
  ): Promise<EventSource> {
    return new Promise((resolve, reject) => {
      const request = get(url, { headers, agent: false }, (response) => {
        source.take(response, paused);
        resolve(source);
      });
      const source = new EventSource(request);
      request.on('error', reject); // after the answer began, nobody hears it
    });
  }

  get events(): SentEvent[] {
    return [...this.text.matchAll(/id: (.*)\nevent: (.*)\ndata: (.*)\n\n/g)].map(([, id, name, data]) => ({
      id: id!,
      name: name!,
      data: JSON.parse(data!) as Record<string, unknown>,
    }));
  }

  /** Reads on until the other side ends. */
  async ended(within = 15_000): Promise<this> {
    this.response?.resume();
    await eventually(
      () => {
        if (!this.isEnded) {
          throw new Error(`the stream goes on after ${this.text.slice(-300)}`);
        }
      },
      { within },
    );
    return this;
  }

  /** Cuts the connection. */
  close(): void {
    this.request.destroy();
  }

  private take(response: IncomingMessage, paused: boolean): void {
    this.response = response;
    this.status = response.statusCode ?? 0;
    this.headers = response.headers;
    response.setEncoding('utf8').on('data', (chunk: string) => (this.text += chunk));
    response.on('error', () => undefined);
    response.on('close', () => (this.isEnded = true));
    if (paused) {
      response.pause();
    }
  }
}
