import { Injectable } from '@nestjs/common';
import { TooManyRequests } from '../../errors/errors.js';
import { type Answer, problem, UNAVAILABLE } from '../answer.js';
import { jsonAnswer } from '../answers/default-answer.js';
import { EventStreams, type StreamWishes } from '../answers/event-streams.service.js';
import type { ExecutionStatusNow } from '../answers/outcome.js';
import { Watcher } from '../answers/watcher.service.js';
import type { RawRequest } from '../verification/raw-request.js';
import { ToolJetAccess } from './tooljet-access.service.js';
import type { ExecutionRequest } from './tooljet-path.js';
import type { Exchange } from './entrance.js';

const NO_EXECUTION = problem(404, 'Not Found', 'There is no such execution');

/** How executions get on: polled, or followed as server-sent events. */
@Injectable()
export class ToolJetLooks {
  constructor(
    private readonly access: ToolJetAccess,
    private readonly watcher: Watcher,
    private readonly streams: EventStreams,
  ) {}

  /** Never rejects; null when it streams. */
  async look(
    { kind, workflow, execution }: ExecutionRequest,
    raw: RawRequest,
    exchange: Exchange,
  ): Promise<Answer | null> {
    const mayRead = await this.access.reader(workflow, raw);
    if (typeof mayRead !== 'function') {
      return mayRead.refused;
    }
    try {
      const status = await this.watcher.status(execution);
      if (status === null || !mayRead(status.workflowId, status.environment)) {
        return NO_EXECUTION;
      }
      return kind === 'status'
        ? jsonAnswer(200, shown(status))
        : this.stream(execution, exchange, async () => {
            const still = await this.access.reader(workflow, raw);
            return typeof still === 'function'
              ? still(status.workflowId, status.environment)
              : still.refused === UNAVAILABLE;
          });
    } catch {
      return UNAVAILABLE; // the ledger does not answer
    }
  }

  private stream(
    execution: string,
    { request, response }: Exchange,
    mayRead: StreamWishes['mayRead'],
  ): Answer | null {
    try {
      this.streams.serve(execution, request, response, { mayRead });
      return null;
    } catch (error) {
      if (error instanceof TooManyRequests) {
        const headers = { 'retry-after': String(error.details['retryAfterSeconds']) };
        return problem(429, 'Too Many Requests', error.message, { headers });
      }
      throw error;
    }
  }
}

function shown(execution: ExecutionStatusNow): Record<string, unknown> {
  return {
    workflow_execution_id: execution.id,
    workflow_id: execution.workflowId,
    environment: execution.environment,
    revision: execution.revision,
    status: execution.status,
    reason: execution.reason,
    accepted_at: execution.acceptedAt,
    started_at: execution.startedAt,
    finished_at: execution.finishedAt,
  };
}
