import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CONFIG, type Config } from '../../config/config.js';
import { Conflict, NotFound } from '../../errors/errors.js';
import type { InferredParameters } from '../../intake/parameters/infer-parameters.js';
import { sampleGroups } from '../../intake/samples/sample-content.js';
import { SamplesRepository, type SampleState } from '../../intake/samples/samples.repository.js';
import { writeParameters } from '../../workflow/parameters/write-parameters.js';
import { actorOf, type Caller } from '../access/caller.js';
import { publicUrl } from '../hook-url.js';
import { hookAddresses } from '../triggers/hook-addresses.js';
import { addressed, type PlacedTrigger, type TriggerName, Triggers } from '../triggers/triggers.service.js';
import { WorkflowsService } from '../workflows/workflows.service.js';
import { inferFrom, readOrigin } from './sample-origin.js';
import type { ApplyBody, SampleAppliedModel, SampleModel } from './samples.dto.js';
import { writtenParameters } from './written-parameters.js';

const NOTHING_RECEIVED = 'nothing received';

/** Parameters of a trigger out of what its sender really sends, or out of an example of it. */
@Injectable()
export class Samples {
  constructor(
    private readonly dataSource: DataSource,
    private readonly triggers: Triggers,
    private readonly samples: SamplesRepository,
    private readonly workflows: WorkflowsService,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Waits for the next request to the trigger's hook; who waited before waits no more. */
  async listen(caller: Caller, name: TriggerName): Promise<SampleModel> {
    const placed = await this.triggers.requireWebhook(caller, name);
    const key = keyOf(placed);
    const state = await this.dataSource.transaction(async (tx) => {
      await this.samples.listen(tx, key, actorOf(caller));
      await this.workflows.note(tx, caller, 'sample.listen', placed.row, detailsOf(name));
      return this.samples.find(key, tx);
    });
    return this.shown(placed, state!);
  }

  /** Throws NotFound when nobody asked for a sample. */
  async require(caller: Caller, name: TriggerName): Promise<SampleModel> {
    const placed = await this.triggers.requireWebhook(caller, name);
    return this.shown(placed, await this.requireState(placed));
  }

  /** Waits no more, and forgets what was captured. */
  async remove(caller: Caller, name: TriggerName): Promise<void> {
    const placed = await this.triggers.requireWebhook(caller, name);
    await this.dataSource.transaction(async (tx) => {
      if (await this.samples.remove(tx, keyOf(placed))) {
        await this.workflows.note(tx, caller, 'sample.remove', placed.row, detailsOf(name));
      }
    });
  }

  /** Throws Conflict while nothing is captured, InvalidDocument when the parameters make faults elsewhere. */
  async apply(caller: Caller, name: TriggerName, asked: ApplyBody): Promise<SampleAppliedModel> {
    const placed = await this.triggers.requireWebhook(caller, name);
    const parameters = writtenParameters(await this.inferred(placed, asked), asked);
    const text = writeParameters(await this.triggers.requireText(placed), name.trigger, parameters);
    if (asked.dryRun) {
      const { faults, warnings } = await this.workflows.validate(caller, text, name.environment);
      return { outcome: 'dry run', revision: placed.row.revision, parameters, text, faults, warnings };
    }
    const { namespace, id, environment } = name;
    const options = { named: { namespace, id }, environment };
    const { outcome, workflow, warnings } = await this.workflows.apply(caller, text, options);
    return { outcome, revision: workflow.revision, parameters, text, faults: [], warnings };
  }

  private async inferred(
    placed: PlacedTrigger,
    asked: ApplyBody,
  ): Promise<Pick<InferredParameters, 'parameters'>> {
    const origin = readOrigin(asked.from, true);
    if (origin.kind !== 'sample') {
      return inferFrom(origin, asked.wholeBody);
    }
    const { content } = await this.requireState(placed);
    if (!content) {
      throw new Conflict('no sample is captured: listen for one, or give an example');
    }
    return content;
  }

  private async requireState(placed: PlacedTrigger): Promise<SampleState> {
    const state = await this.samples.find(keyOf(placed));
    if (!state) {
      throw new NotFound('nobody has asked for a sample of this trigger there');
    }
    return state;
  }

  private shown(placed: PlacedTrigger, { content, ...state }: SampleState): SampleModel {
    const { url } = hookAddresses(publicUrl(this.config.http), addressed(placed))[0]!;
    if (!content) {
      const isOpen = state.secondsLeft > 0;
      const message = isOpen
        ? `send a GET or POST to the address within ${state.secondsLeft} seconds`
        : NOTHING_RECEIVED;
      return { state: isOpen ? 'listening' : 'expired', message, url, ...state };
    }
    const { method, leftOut } = content;
    const parameters = sampleGroups(content);
    const message = `captured a ${method}`;
    return { state: 'captured', message, url, ...state, secondsLeft: 0, method, parameters, leftOut };
  }
}

const keyOf = ({ hook }: PlacedTrigger): { hookId: string; environment: string } => ({
  hookId: hook.id,
  environment: hook.environment,
});

const detailsOf = ({ trigger, environment }: TriggerName): object => ({ trigger, environment });
