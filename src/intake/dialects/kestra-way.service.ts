import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, type Clock } from '../../config/clock.js';
import type { NewEvent } from '../../ledger/record.js';
import { Admission } from '../admission.service.js';
import { type Answer, UNKNOWN } from '../answer.js';
import { jsonAnswer } from '../answers/default-answer.js';
import { Responder, type TakenDown } from '../answers/responder.service.js';
import { Watcher } from '../answers/watcher.service.js';
import { environmentOf } from '../environment-of.js';
import type { Deployed } from '../hook.js';
import { HookDirectory } from '../hook-directory.service.js';
import type { RawRequest } from '../verification/raw-request.js';
import { type KestraExecution, kestraBody } from './kestra-execution.js';
import { type KestraWebhook, kestraWebhook } from './kestra-path.js';
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
    return taken.kind === 'answered' ? taken.answer : this.tell(taken);
  }

  private async tell(taken: TakenDown): Promise<Answer> {
    const at = taken.recorded.findIndex(({ executions }) => executions.length > 0);
    return at === -1
      ? CONDITIONS_NOT_MET
      : jsonAnswer(200, kestraBody(await this.executionOf(taken, at), this.clock.now()));
  }

  /** The first execution of the event at this place. Of a duplicate it may have come further meanwhile. */
  private async executionOf(taken: TakenDown, at: number): Promise<KestraExecution> {
    const { tenant, revision, workflow, trigger } = ownerOf(taken);
    const { namespace, id: flow, labels } = workflow.document;
    const { executions, duplicate } = taken.recorded[at]!;
    const [id] = executions as [string];
    const known = duplicate ? await this.watcher.status(id).catch(() => null) : null;
    const isNew = {
      status: 'pending',
      acceptedAt: this.clock.now(),
      startedAt: null,
      finishedAt: null,
    } as const;
    return {
      tenant,
      id,
      namespace,
      flow,
      labels,
      trigger,
      revision: known?.revision ?? revision,
      variables: variablesOf(taken.events[at]!),
      progress: known ?? isNew,
      url: this.responder.links(id).status,
    };
  }
}

function ownerOf({ hook: { owner } }: TakenDown): Deployed & { readonly trigger: string } {
  if (owner.kind !== 'workflow') {
    throw new RangeError('only workflows have keys');
  }
  return { ...owner.deployed, trigger: owner.trigger.definition.id };
}

function variablesOf({ body, headers, parameters }: NewEvent): KestraExecution['variables'] {
  return { body: JSON.parse(body), headers: JSON.parse(headers), parameters: JSON.parse(parameters) };
}
