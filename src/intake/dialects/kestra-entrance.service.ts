import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, type Clock } from '../../config/clock.js';
import { Admission } from '../admission.service.js';
import { type Answer, UNKNOWN, withHeaders } from '../answer.js';
import { callerOf } from '../answers/caller.js';
import { jsonAnswer } from '../answers/default-answer.js';
import { Responder } from '../answers/responder.service.js';
import { Watcher } from '../answers/watcher.service.js';
import { environmentOf } from '../environment-of.js';
import { HookDirectory } from '../hook-directory.service.js';
import type { Found } from '../hook-snapshot.js';
import type { RawRequest } from '../verification/raw-request.js';
import { kestraExecution, type Known, type Progress } from './kestra-execution.js';
import { type KestraWebhook, kestraWebhook } from './kestra-path.js';
import { type KestraVariables, variablesOf } from './kestra-variables.js';
import { provenHook } from './proven-hook.js';
import { NOTHING_STARTED, type Started, startedBy } from './started.js';
import type { Errand, Exchange, Entrance } from './entrance.js';

const METHODS = ['GET', 'POST', 'PUT'];

/** `/api/v1/{tenant}/executions/webhook/{namespace}/{flow}/{key}`: webhooks as Kestra has them, the tenant may be left out. */
@Injectable()
export class KestraEntrance implements Entrance {
  constructor(
    private readonly admission: Admission,
    private readonly hooks: HookDirectory,
    private readonly watcher: Watcher,
    private readonly responder: Responder,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  lead(path: string): Errand | null {
    const webhook = kestraWebhook(path);
    return webhook && { methods: METHODS, answer: (raw, exchange) => this.answer(webhook, raw, exchange) };
  }

  private async answer(webhook: KestraWebhook, raw: RawRequest, exchange: Exchange): Promise<Answer> {
    const { tenant, namespace, flow, key } = webhook;
    const proven = provenHook(
      this.hooks.workflowsNamed(tenant, flow).find((workflow) => workflow.namespace === namespace),
      environmentOf(raw.url),
      this.hooks.environmentsOf(tenant),
      (gate) => gate.takesKey(key),
    );
    if (proven.kind === 'unproven' && proven.hook) {
      return this.admission.refuse(proven.hook, raw, 'bad_key', UNKNOWN); // like a flow that is not there
    }
    const found = proven.kind === 'proven' ? proven.found : ({ kind: 'unknown' } as const);
    const taken = await this.admission.take(found, raw, { key });
    return taken.kind === 'answered'
      ? taken.answer
      : withHeaders(
          await this.reply(startedBy(taken), () => variablesOf(raw, credentialsOf(found)), exchange),
          taken.headers,
        );
  }

  private async reply(
    started: Started | null,
    variables: () => KestraVariables,
    exchange: Exchange,
  ): Promise<Answer> {
    if (!started) {
      return NOTHING_STARTED;
    }
    return started.webhook.waitMs === undefined
      ? this.atOnce(started, variables())
      : this.waited(started, callerOf(exchange.request, exchange.response).hangUp());
  }

  private async atOnce(started: Started, variables: KestraVariables): Promise<Answer> {
    const progress = started.duplicate ? await this.progressOf(started) : this.beginningOf(started);
    return this.told(200, started, progress, { variables });
  }

  private async waited(started: Started, signal: AbortSignal): Promise<Answer> {
    const { execution, deployed, webhook } = started;
    const outcome = await this.watcher.finished(execution, webhook.waitMs!, signal);
    if (!outcome) {
      const location = this.responder.links(execution).status;
      return this.told(202, started, await this.progressOf(started), {}, { location });
    }
    const { succeeded = [], failed = [] } = deployed.workflow.document.response ?? {};
    if (webhook.returnOutputs === true || succeeded.length + failed.length > 0) {
      return this.responder.answerOf(outcome);
    }
    const code = webhook.responseCode ?? (outcome.status === 'dead' ? 500 : 200);
    return this.told(code, started, outcome, { outputs: outcome.outputs });
  }

  /** How it stands by now, as far as that can be told. */
  private async progressOf(started: Started): Promise<Progress> {
    const status = await this.watcher.status(started.execution).catch(() => null);
    return status ?? this.beginningOf(started);
  }

  private beginningOf({ deployed: { revision } }: Started): Progress {
    return { revision, status: 'pending', acceptedAt: this.clock.now(), startedAt: null, finishedAt: null };
  }

  private told(
    code: number,
    started: Started,
    progress: Progress,
    more: Pick<Known, 'variables' | 'outputs'>,
    headers: Readonly<Record<string, string>> = {},
  ): Answer {
    const known = { ...more, url: this.responder.links(started.execution).status, now: this.clock.now() };
    return jsonAnswer(code, kestraExecution(started, progress, known), headers);
  }
}

function credentialsOf(found: Found): ReadonlySet<string> {
  return found.kind === 'hook' ? found.hook.gate.credentialNames : new Set();
}
