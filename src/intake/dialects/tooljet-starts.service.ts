import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../../config/config.js';
import { Admission } from '../admission.service.js';
import { type Answer, withHeaders } from '../answer.js';
import { callerOf } from '../answers/caller.js';
import { jsonAnswer } from '../answers/default-answer.js';
import { Responder } from '../answers/responder.service.js';
import { Watcher } from '../answers/watcher.service.js';
import type { RawRequest } from '../verification/raw-request.js';
import { ToolJetAccess } from './tooljet-access.service.js';
import { NOTHING_STARTED, type Started, startedBy } from './started.js';
import type { StartRequest } from './tooljet-path.js';
import type { Exchange } from './entrance.js';

/** Starts workflows: `/trigger` waits for the outcome, `/trigger-async` does not. */
@Injectable()
export class ToolJetStarts {
  constructor(
    private readonly access: ToolJetAccess,
    private readonly admission: Admission,
    private readonly watcher: Watcher,
    private readonly responder: Responder,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Never rejects. */
  async start({ kind, workflow }: StartRequest, raw: RawRequest, exchange: Exchange): Promise<Answer> {
    const admitted = await this.access.admit(workflow, raw);
    if ('refused' in admitted) {
      return admitted.refused;
    }
    const way = { ...admitted.introduction, isDocumentedLimited: true };
    const taken = await this.admission.take(admitted.found, raw, way);
    return taken.kind === 'answered'
      ? taken.answer
      : withHeaders(await this.reply(kind, startedBy(taken), exchange), taken.headers);
  }

  private async reply(
    kind: StartRequest['kind'],
    started: Started | null,
    exchange: Exchange,
  ): Promise<Answer> {
    if (started === null) {
      return NOTHING_STARTED;
    }
    return kind === 'trigger' ? this.waited(started, exchange) : this.inBackground(started);
  }

  private async waited(started: Started, { request, response }: Exchange): Promise<Answer> {
    const { waitMs } = this.config.answers;
    const signal = callerOf(request, response).hangUp();
    const outcome = await this.watcher.finished(started.execution, waitMs, signal);
    return outcome ? this.responder.answerOf(outcome) : this.pending(started);
  }

  private inBackground(started: Started): Answer {
    const body = { workflow_execution_id: started.execution, timestamp: timestampOf(started.execution) };
    const location = this.links(started).status_url;
    return jsonAnswer(started.duplicate ? 200 : 202, body, { location });
  }

  private pending(started: Started): Answer {
    const links = this.links(started);
    const body = {
      workflow_execution_id: started.execution,
      timestamp: timestampOf(started.execution),
      ...links,
    };
    return jsonAnswer(202, body, { location: links.status_url });
  }

  private links({ execution, deployed }: Started): {
    readonly status_url: string;
    readonly stream_url: string;
  } {
    const base = `${this.config.http.publicUrl ?? ''}/api/v2/webhooks/workflows/${deployed.workflowId}`;
    return { status_url: `${base}/status/${execution}`, stream_url: `${base}/execution/${execution}/stream` };
  }
}

/** When the execution was made, which its id tells (RFC 9562 section 5.7), in seconds: `2025-05-15T10:30:45Z`. */
function timestampOf(execution: string): string {
  const ms = Number.parseInt(execution.replaceAll('-', '').slice(0, 12), 16);
  return new Date(ms).toISOString().replace(/\.\d+Z$/, 'Z');
}
