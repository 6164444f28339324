import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, type Clock } from '../../config/clock.js';
import { Admission } from '../admission.service.js';
import { type Answer, UNKNOWN } from '../answer.js';
import { jsonAnswer } from '../answers/default-answer.js';
import { Responder, type TakenDown } from '../answers/responder.service.js';
import { Watcher } from '../answers/watcher.service.js';
import { environmentOf } from '../environment-of.js';
import { HookDirectory } from '../hook-directory.service.js';
import type { RawRequest } from '../verification/raw-request.js';
import { type KestraExecution, kestraBody, type Progress } from './kestra-execution.js';
import { type KestraWebhook, kestraWebhook } from './kestra-path.js';
import { type KestraVariables, variablesOf } from './kestra-variables.js';
import { provenHook } from './proven-hook.js';
import type { Errand, Way } from './way.js';

const METHODS = ['GET', 'POST', 'PUT'];
const CONDITIONS_NOT_MET: Answer = { status: 204, headers: {}, body: '' };

/** `/api/v1/{tenant}/executions/webhook/{namespace}/{flow}/{key}`: webhooks as Kestra has them, the tenant may be left out. */
@Injectable()
export class KestraWay implements Way {
  constructor(
    private readonly admission: Admission,
    private readonly hooks: HookDirectory,
    private readonly watcher: Watcher,
    private readonly responder: Responder,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  lead(path: string): Errand | null {
    const webhook = kestraWebhook(path);
    return webhook && { methods: METHODS, answer: (raw) => this.answer(webhook, raw) };
  }

  private async answer({ tenant, namespace, flow, key }: KestraWebhook, raw: RawRequest): Promise<Answer> {
    const proven = provenHook(
      this.hooks.workflowsNamed(tenant, flow).find((workflow) => workflow.namespace === namespace),
      environmentOf(raw.url),
      this.hooks.environmentsOf(tenant),
      (gate) => gate.takesKey(key),
    );
    if (proven.kind === 'unproven' && proven.hook) {
      this.admission.refuse(proven.hook, raw, 'bad_key');
      return UNKNOWN; // like a flow that is not there
    }
    const found = proven.kind === 'proven' ? proven.found : ({ kind: 'unknown' } as const);
    const taken = await this.admission.take(found, raw, { key });
    if (taken.kind === 'answered') {
      return taken.answer;
    }
    const started = startedBy(taken);
    return started ? this.atOnce(started, variablesOf(raw)) : CONDITIONS_NOT_MET;
  }

  /** An execution that was started before may have come further meanwhile. */
  private async atOnce(started: Started, variables: KestraVariables): Promise<Answer> {
    const now = this.clock.now();
    const known = started.duplicate ? await this.watcher.status(started.id).catch(() => null) : null;
    const isNew = { status: 'pending', acceptedAt: now, startedAt: null, finishedAt: null } as const;
    return this.told({ ...started, revision: known?.revision ?? started.revision }, known ?? isNew, {
      variables,
    });
  }

  private told(started: Started, progress: Progress, more: Pick<KestraExecution, 'variables'>): Answer {
    const url = this.responder.links(started.id).status;
    return jsonAnswer(200, kestraBody({ ...started, ...more, progress, url }, this.clock.now()));
  }
}

/** The execution that a delivery started, or did when it came for the first time. */
interface Started extends Pick<
  KestraExecution,
  'id' | 'tenant' | 'namespace' | 'flow' | 'labels' | 'revision' | 'trigger'
> {
  readonly duplicate: boolean;
}

function startedBy({ hook: { owner }, recorded }: TakenDown): Started | null {
  const first = recorded.find(({ executions }) => executions.length > 0);
  if (!first || owner.kind !== 'workflow') {
    return null;
  }
  const { tenant, revision, workflow } = owner.deployed;
  const { namespace, id: flow, labels } = workflow.document;
  const { executions, duplicate } = first;
  const trigger = owner.trigger.definition.id;
  return { id: executions[0]!, duplicate, tenant, namespace, flow, labels, revision, trigger };
}
