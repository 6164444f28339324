import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../../config/config.js';
import { ExpressionFailed } from '../../errors/errors.js';
import { LOGGER, type Logger } from '../../telemetry/logger.js';
import type { WebhookTrigger } from '../../workflow/document.js';
import type { RenderedAnswer } from '../../workflow/response/render-answer.js';
import { RevisionCache } from '../../workflow/revision-cache.service.js';
import { acknowledge, type Answer, withHeaders } from '../answer.js';
import type { TakenDown, Taken } from '../verdict.js';
import type { Deployed } from '../hook.js';
import { type Caller, type Preference, preferenceOf } from './caller.js';
import { defaultAnswer, jsonAnswer, unreadable, unrenderable } from './default-answer.js';
import type { ExecutionOutcome } from './outcome.js';
import { Responses } from './responses.service.js';
import { Watcher } from './watcher.service.js';

/** The one execution that a caller of a workflow's own hook can wait for. */
interface Sole {
  readonly execution: string;
  readonly event: string;
  readonly duplicate: boolean;
  readonly deployed: Deployed;
  readonly trigger: WebhookTrigger;
}

/** Says what callers are told: what the workflow's `response` says, or what is usual. */
@Injectable()
export class Responder {
  constructor(
    private readonly watcher: Watcher,
    private readonly responses: Responses,
    private readonly revisions: RevisionCache,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** The answer to a delivery at a hook, given at once or once its execution has ended. Never rejects. */
  async reply(taken: Taken, caller: Caller): Promise<Answer> {
    return taken.kind === 'answered'
      ? taken.answer
      : withHeaders(await this.replyTo(taken, caller), taken.headers);
  }

  private async replyTo(taken: TakenDown, caller: Caller): Promise<Answer> {
    const sole = soleOf(taken);
    if (sole === null) {
      return acknowledge(taken.recorded).answer;
    }
    const preference = preferenceOf(caller.prefer);
    const asked = preference.waitMs ?? sole.trigger.waitMs ?? 0;
    const waitMs = Math.min(asked, this.config.answers.waitMs);
    const answer =
      waitMs > 0 ? await this.waited(taken, waitMs, caller.hangUp()) : await this.accepted(taken);
    return withApplied(answer, preference, waitMs);
  }

  /**
   * The answer to a caller who waits: how the execution ended, or 202 with where to look when it has not by then. A
   * delivery of none or several executions is not waited for. Never rejects.
   */
  async waited(taken: TakenDown, withinMs: number, signal?: AbortSignal): Promise<Answer> {
    const sole = soleOf(taken);
    if (sole === null) {
      return acknowledge(taken.recorded).answer;
    }
    const outcome = await this.watcher.finished(sole.execution, withinMs, signal);
    return outcome ? this.answerOf(outcome) : this.pending(sole);
  }

  /** The workflow's response to how the execution ended, or the default. Never rejects. */
  answerOf(outcome: ExecutionOutcome): Promise<Answer> {
    const fallback = async (): Promise<Answer> => {
      const { document } = await this.revisions.require(outcome);
      return defaultAnswer(
        outcome,
        document.triggers.find(({ id }) => id === outcome.trigger),
      );
    };
    return this.rendered(outcome.id, () => this.responses.ofEnd(outcome), fallback);
  }

  /** What a caller is told who does not wait: the workflow's `accepted` response, or the ids. Never rejects. */
  async accepted(taken: TakenDown): Promise<Answer> {
    const { answer } = acknowledge(taken.recorded);
    const sole = soleOf(taken);
    return sole?.deployed.workflow.response?.accepted === undefined
      ? answer
      : this.rendered(
          sole.execution,
          () => this.acceptance(sole),
          async () => answer,
          () => answer, // it runs, whatever is said of it
        );
  }

  /** Where the management API tells of an execution; below our own address where that is known. */
  links(execution: string): { readonly status: string; readonly stream: string } {
    const base = `${this.config.http.publicUrl ?? ''}/api/v1/executions/${execution}`;
    return { status: `${base}/status`, stream: `${base}/stream` };
  }

  private pending({ execution, event }: Sole): Answer {
    const links = this.links(execution);
    const body = { executions: [execution], event, execution, links };
    return jsonAnswer(202, body, { location: links.status });
  }

  /** A delivery that comes again is told the same, by the revision that the first one started. */
  private async acceptance(sole: Sole): Promise<RenderedAnswer | null> {
    const { execution: id, event: eventId, duplicate, deployed, trigger } = sole;
    const { tenant, environment, workflowId } = deployed;
    const first = duplicate ? await this.watcher.status(id) : null;
    const revision = first?.revision ?? deployed.revision;
    const opened = { id, eventId, tenant, environment, workflowId, revision, test: first?.test ?? false };
    const { responseCode: status = 202, responseContentType: contentType } = trigger;
    return this.responses.ofAcceptance(opened, { status, contentType });
  }

  private async rendered(
    executionId: string,
    render: () => Promise<RenderedAnswer | null>,
    fallback: () => Promise<Answer>,
    unable: (executionId: string) => Answer = unrenderable,
  ): Promise<Answer> {
    try {
      return (await render()) ?? (await fallback());
    } catch (error) {
      this.logger.warn({ message: 'a response cannot be given', executionId, error: String(error) });
      return error instanceof ExpressionFailed ? unable(executionId) : unreadable(executionId);
    }
  }
}

/** Null when there is nothing to wait for, or more than one thing. */
function soleOf({ hook: { owner }, recorded }: TakenDown): Sole | null {
  const [first, ...others] = recorded;
  const [execution, ...more] = first?.executions ?? [];
  if (first === undefined || execution === undefined || others.length + more.length > 0) {
    return null;
  }
  if (owner.kind !== 'workflow' || owner.trigger.definition.type !== 'webhook') {
    return null;
  }
  const { eventId: event, duplicate } = first;
  return { execution, event, duplicate, deployed: owner.deployed, trigger: owner.trigger.definition };
}

/** Says which preferences were met (RFC 7240, section 3). */
function withApplied(answer: Answer, { waitMs: asked, isAsync }: Preference, waitMs: number): Answer {
  const applied = [
    ...(isAsync && (waitMs <= 0 || answer.status === 202) ? ['respond-async'] : []),
    ...(asked !== undefined && waitMs > 0 ? [`wait=${Math.floor(waitMs / 1000)}`] : []),
  ];
  return applied.length === 0
    ? answer
    : { ...answer, headers: { ...answer.headers, 'preference-applied': applied.join(', ') } };
}
