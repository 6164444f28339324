import { Injectable } from '@nestjs/common';
import { ToolJetLooks } from './tooljet-looks.service.js';
import { toolJetRequest } from './tooljet-path.js';
import { ToolJetStarts } from './tooljet-starts.service.js';
import type { Errand, Entrance } from './entrance.js';

/** `/api/v2/webhooks/workflows/...`: webhooks as ToolJet has them, to start, to wait, to follow and to poll. */
@Injectable()
export class ToolJetEntrance implements Entrance {
  constructor(
    private readonly starts: ToolJetStarts,
    private readonly looks: ToolJetLooks,
  ) {}

  lead(path: string): Errand | null {
    const request = toolJetRequest(path);
    if (request === null) {
      return null;
    }
    return 'execution' in request
      ? {
          methods: request.kind === 'status' ? ['GET', 'HEAD'] : ['GET'],
          answer: (raw, exchange) => this.looks.look(request, raw, exchange),
        }
      : { methods: ['POST'], answer: (raw, exchange) => this.starts.start(request, raw, exchange) };
  }
}
