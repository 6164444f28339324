import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CLOCK, type Clock } from '../../config/clock.js';
import { withConnection } from '../../database/session.js';
import type { StoredEvent } from '../../ledger/claimed.js';
import { EventRepository } from '../../ledger/event.repository.js';
import type { CompiledWorkflow } from '../../workflow/compile.js';
import type { Scope } from '../../workflow/expression/scope.js';
import type { CompiledAnswer } from '../../workflow/response/compile-response.js';
import {
  type AnswerDefaults,
  chooseAnswer,
  renderAnswer,
  type RenderedAnswer,
} from '../../workflow/response/render-answer.js';
import { RevisionCache } from '../../workflow/revision-cache.service.js';
import { VariableStore } from '../../workflow/variable-store.service.js';
import { answerScope, type Opened } from './answer-scope.js';
import { defaultsOf } from './default-answer.js';
import type { ExecutionOutcome } from './outcome.js';

/** An execution that was opened, and the event it is for. */
export interface OpenedFor extends Opened {
  readonly workflowId: string;
  readonly eventId: string;
}

/** What a response is about. */
interface Rendering {
  readonly opened: OpenedFor;
  /** Undefined before it has ended. */
  readonly outcome?: ExecutionOutcome;
  readonly workflow: CompiledWorkflow;
}

/** Renders the responses that workflows define, out of the ledger: it holds no secret in clear. */
@Injectable()
export class Responses {
  constructor(
    private readonly dataSource: DataSource,
    private readonly events: EventRepository,
    private readonly revisions: RevisionCache,
    private readonly variables: VariableStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** For an execution that has ended; null when its workflow says nothing for that end. Throws ExpressionFailed. */
  async ofEnd(outcome: ExecutionOutcome): Promise<RenderedAnswer | null> {
    const workflow = await this.revisions.require(outcome);
    const { succeeded = [], failed = [] } = workflow.response ?? {};
    const branches = outcome.status === 'succeeded' ? succeeded : failed;
    const trigger = workflow.document.triggers.find(({ id }) => id === outcome.trigger);
    return this.render(branches, { opened: outcome, outcome, workflow }, defaultsOf(outcome.status, trigger));
  }

  /** For an execution that was accepted; null when its workflow says nothing for that. Throws ExpressionFailed. */
  async ofAcceptance(opened: OpenedFor, defaults: AnswerDefaults): Promise<RenderedAnswer | null> {
    const workflow = await this.revisions.require(opened);
    const { accepted } = workflow.response ?? {};
    return this.render(accepted ? [accepted] : [], { opened, workflow }, defaults);
  }

  private async render(
    branches: readonly CompiledAnswer[],
    about: Rendering,
    defaults: AnswerDefaults,
  ): Promise<RenderedAnswer | null> {
    if (branches.length === 0) {
      return null;
    }
    const readsEvent = branches.some((branch) => branch.readsEvent);
    const scope = await this.scope(about, readsEvent);
    const answer = chooseAnswer(branches, scope);
    return answer ? renderAnswer(answer, scope, defaults) : null;
  }

  private async scope(about: Rendering, readsEvent: boolean): Promise<Scope> {
    const { opened, workflow } = about;
    const [event, variables] = await Promise.all([
      readsEvent ? this.event(opened.eventId) : null,
      this.variables.values(opened.tenant, workflow.document.namespace, opened.environment),
    ]);
    return answerScope({ ...about, event, variables, now: this.clock.now() });
  }

  private async event(id: string): Promise<StoredEvent | null> {
    const found = await withConnection(this.dataSource, (db) => this.events.find(db, [id]));
    return found.get(id) ?? null;
  }
}
