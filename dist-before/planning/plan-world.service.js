var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
var __param = (this && this.__param) || function (paramIndex, decorator) {
    return function (target, key) { decorator(target, key, paramIndex); }
};
import { Inject, Injectable } from '@nestjs/common';
import { builtInActions } from '../actions/built-in-actions.js';
import { CLOCK } from '../config/clock.js';
import { CONFIG } from '../config/config.js';
import { DirectoriesService } from '../directories/directories.service.js';
import { LocalDirectoryRepository } from '../directories/local/local-directory.repository.js';
import { isWithinReach } from '../ledger/reach.view.js';
import { GuardedClient } from '../outbound/guarded-client.js';
import { SubflowLoader } from '../runner/subflow-loader.service.js';
import { SecretStore } from '../secrets/secret-store.service.js';
import { VariableStore } from '../workflow/variable-store.service.js';
import { closedSubflows } from './closed-subflows.js';
import { plannedExecution } from './planned-execution.js';
import { RadiusBook } from './planned-radius.js';
import { CLOSED_TOKENS, CLOSED_WAY, readingWay } from './withheld-call.js';
import { WithheldSecrets } from './withheld-secrets.js';
/** What is known of a workflow's surroundings, as one thing to inject. */
let PlanStores = class PlanStores {
    secrets;
    variables;
    subflows;
    config;
    constructor(secrets, variables, subflows, config) {
        this.secrets = secrets;
        this.variables = variables;
        this.subflows = subflows;
        this.config = config;
    }
};
PlanStores = __decorate([
    Injectable(),
    __param(3, Inject(CONFIG)),
    __metadata("design:paramtypes", [SecretStore,
        VariableStore,
        SubflowLoader, Object])
], PlanStores);
export { PlanStores };
/** The world as it is, to be read only. */
let PlanWorlds = class PlanWorlds {
    stores;
    directories;
    users;
    http;
    clock;
    constructor(stores, directories, users, http, clock) {
        this.stores = stores;
        this.directories = directories;
        this.users = users;
        this.http = http;
        this.clock = clock;
    }
    /** What is found once is kept as long as the world is. Workflows out of reach cannot be looked into. */
    async open(place) {
        const { tenant } = place.reach;
        const known = new Map();
        const directories = await this.directories.through({ http: readingWay(this.http), tokens: CLOSED_TOKENS }, tenant);
        return {
            touched: [],
            radius: new RadiusBook(this.stores.config.blastRadius, async (directory, most) => directories.get(directory)?.kind === 'own' ? this.users.countUpTo(tenant, directory, most) : null),
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
    async surroundings(place, workflow) {
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
};
PlanWorlds = __decorate([
    Injectable(),
    __param(4, Inject(CLOCK)),
    __metadata("design:paramtypes", [PlanStores,
        DirectoriesService,
        LocalDirectoryRepository,
        GuardedClient, Object])
], PlanWorlds);
export { PlanWorlds };
//# sourceMappingURL=plan-world.service.js.map