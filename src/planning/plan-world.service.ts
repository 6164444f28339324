import { Inject, Injectable } from '@nestjs/common';
import { builtInActions } from '../actions/built-in-actions.js';
import { CLOCK, type Clock } from '../config/clock.js';
import { CONFIG, type Config } from '../config/config.js';
import { DirectoriesService } from '../directories/directories.service.js';
import { LocalDirectoryRepository } from '../directories/local/local-directory.repository.js';
import { isWithinReach, type Reach } from '../ledger/reach.view.js';
import { GuardedClient } from '../outbound/guarded-client.js';
import { SubflowLoader } from '../runner/subflow-loader.service.js';
import { SecretStore } from '../secrets/secret-store.service.js';
import type { CompiledWorkflow } from '../workflow/compile.js';
import { VariableStore } from '../workflow/variable-store.service.js';
import { closedSubflows } from './closed-subflows.js';
import { plannedExecution } from './planned-execution.js';
import { RadiusBook, type Touch } from './planned-radius.js';
import type { PlanWorld, Surroundings } from './planner.js';
import { CLOSED_TOKENS, CLOSED_WAY, readingWay } from './withheld-call.js';
import { WithheldSecrets } from './withheld-secrets.js';

export interface PlanPlace {
  /** How far the one who asks may see. */
  readonly reach: Reach;
  readonly environment: string;
}

/** What is known of a workflow's surroundings, as one thing to inject. */
@Injectable()
export class PlanStores {
  constructor(
    readonly secrets: SecretStore,
    readonly variables: VariableStore,
    readonly subflows: SubflowLoader,
    @Inject(CONFIG) readonly config: Config,
  ) {}
}

/** A world, and a count of those from whom plans in it would take something away. */
export interface CountedWorld extends PlanWorld {
  readonly touched: Touch[];
  readonly radius: RadiusBook;
}

/** The world as it is, to be read only. */
@Injectable()
export class PlanWorlds {
  constructor(
    private readonly stores: PlanStores,
    private readonly directories: DirectoriesService,
    private readonly users: LocalDirectoryRepository,
    private readonly http: GuardedClient,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** What is found once is kept as long as the world is. Workflows out of reach cannot be looked into. */
  async open(place: PlanPlace): Promise<CountedWorld> {
    const { tenant } = place.reach;
    const known = new Map<CompiledWorkflow, Promise<Surroundings>>();
    const directories = await this.directories.through(
      { http: readingWay(this.http), tokens: CLOSED_TOKENS },
      tenant,
    );
    return {
      touched: [],
      radius: new RadiusBook(this.stores.config.blastRadius, async (directory, most) =>
        directories.get(directory)?.kind === 'own' ? this.users.countUpTo(tenant, directory, most) : null,
      ),
      actions: new Map(builtInActions(CLOSED_WAY, CLOSED_TOKENS).map((action) => [action.type, action])),
      directories,
      findUser: (directory, user) => this.users.find(tenant, directory, user),
      now: this.clock.now(),
      surroundings: (workflow) => {
        const found = known.get(workflow) ?? this.surroundings(place, workflow);
        known.set(workflow, found);
        return found;
      },
    };
  }

  private async surroundings(place: PlanPlace, workflow: CompiledWorkflow): Promise<Surroundings> {
    const { reach, environment } = place;
    const { tenant } = reach;
    const { namespace } = workflow.document;
    const execution = plannedExecution({ tenant, environment, workflowId: '', revision: 0, triggerId: '' });
    const [secrets, variables, { subflows }] = await Promise.all([
      this.stores.secrets.origins(tenant, namespace, environment),
      this.stores.variables.values(tenant, namespace, environment),
      this.stores.subflows.load(execution, workflow, []),
    ]);
    const closed = closedSubflows(workflow, (other) => !isWithinReach(reach, other));
    return {
      secrets: new WithheldSecrets(new Set(secrets.keys())),
      variables,
      subflows: new Map([...subflows, ...closed]),
    };
  }
}
