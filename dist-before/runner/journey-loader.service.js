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
import { DataSource } from 'typeorm';
import { isItemFault } from '../database/faults.js';
import { withConnection } from '../database/session.js';
import { DirectoriesService } from '../directories/directories.service.js';
import { EventRepository } from '../ledger/event.repository.js';
import { ProgressRepository } from '../ledger/progress.repository.js';
import { SecretStore } from '../secrets/secret-store.service.js';
import { LOGGER } from '../telemetry/logger.js';
import { LimitBook } from '../workflow/limit-book.service.js';
import { isDocumentFault, RevisionCache } from '../workflow/revision-cache.service.js';
import { triggerScope } from '../workflow/trigger-scope.js';
import { VariableStore } from '../workflow/variable-store.service.js';
import { endedStep } from './ended-step.js';
import { buried, describeError } from './failure.js';
import { takenUp } from './held-task.js';
import { tooDeep } from './not-run.js';
import { loopBounds, withoutPassed } from './loop-bounds.js';
import { SubflowLoader } from './subflow-loader.service.js';
import { InboxLoader } from './inbox-loader.service.js';
import { WalkState } from './walk-state.js';
/** An execution whose lease ran out this often in a worker's hands is taken for what kills the workers. */
const MOST_TAKEOVERS = 5;
/** What a process keeps in memory of workflows, as one thing to inject. */
let JourneyBooks = class JourneyBooks {
    revisions;
    variables;
    limits;
    constructor(revisions, variables, limits) {
        this.revisions = revisions;
        this.variables = variables;
        this.limits = limits;
    }
};
JourneyBooks = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [RevisionCache,
        VariableStore,
        LimitBook])
], JourneyBooks);
export { JourneyBooks };
/** Where a loader reads, as one thing to inject. */
let JourneyStores = class JourneyStores {
    events;
    progress;
    subflows;
    inboxes;
    books;
    constructor(events, progress, subflows, inboxes, books) {
        this.events = events;
        this.progress = progress;
        this.subflows = subflows;
        this.inboxes = inboxes;
        this.books = books;
    }
};
JourneyStores = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [EventRepository,
        ProgressRepository,
        SubflowLoader,
        InboxLoader,
        JourneyBooks])
], JourneyStores);
export { JourneyStores };
/** Gathers all that a walk needs, for a batch of executions at once. */
let JourneyLoader = class JourneyLoader {
    dataSource;
    stores;
    secrets;
    directories;
    logger;
    constructor(dataSource, stores, secrets, directories, logger) {
        this.dataSource = dataSource;
        this.stores = stores;
        this.secrets = secrets;
        this.directories = directories;
        this.logger = logger;
    }
    /**
     * By execution id; an execution that cannot be run at all comes as the step that buries it, one whose parts cannot be
     * had just now does not come at all.
     */
    async load(work) {
        const executions = work.map(({ execution }) => execution);
        const [events, runs] = await withConnection(this.dataSource, (db) => this.read(db, executions));
        const loaded = new Map();
        await Promise.all(work.map(async (taken) => {
            const { id, eventId } = taken.execution;
            try {
                loaded.set(id, await this.journey(taken, events.get(eventId), runs.get(id) ?? []));
            }
            catch (error) {
                this.logger.warn({
                    message: 'an execution cannot be loaded now',
                    executionId: id,
                    error: String(error),
                });
            }
        }));
        return loaded;
    }
    async read(db, executions) {
        const events = await this.stores.events.find(db, [...new Set(executions.map(({ eventId }) => eventId))]);
        const again = executions
            .filter(({ fence, replayOf }) => fence !== '1' || replayOf !== null)
            .map(({ id }) => id);
        const runs = again.length > 0 ? await this.stores.progress.taskRuns(db, again) : [];
        return [events, grouped(runs)];
    }
    async journey(taken, event, runs) {
        const { execution } = taken;
        if (execution.takeovers > MOST_TAKEOVERS) {
            const message = 'its lease ran out too often: it seems to stop whatever runs it';
            return unrunnable(execution, { code: 'poison', message, reason: 'poison' });
        }
        if (!event) {
            return unrunnable(execution, { code: 'not_found', message: 'its event is gone' });
        }
        try {
            const workflow = await this.stores.books.revisions.require(execution);
            const rounds = await this.rounds(execution, workflow, runs);
            const all = [...runs, ...withoutPassed(workflow, rounds)];
            const journey = await this.gather(taken, event, workflow, all);
            return tooDeep(journey) ?? { journey, state: WalkState.of(takenUp(workflow, all)) };
        }
        catch (error) {
            if (isDocumentFault(error) || isItemFault(error)) {
                const described = describeError({ secrets: NO_SECRETS }, error);
                return unrunnable(execution, { ...described, reason: 'invalid_document' });
            }
            throw error;
        }
    }
    /** Spelled out, for every execution: spreading objects costs more than all else that is done here. */
    async gather({ execution, startedAt }, event, workflow, runs) {
        const { tenant, environment } = execution;
        const { subflows: nested, inboxes, books } = this.stores;
        const [directories, secrets, variables, timeoutMs] = await Promise.all([
            this.directories.all(tenant),
            this.secretsOf(execution, workflow),
            books.variables.values(tenant, workflow.document.namespace, environment),
            books.limits.timeoutMs(tenant, workflow.document),
        ]);
        const { subflows, ends } = await nested.load(execution, workflow, runs);
        const inbox = await inboxes.load(execution, workflow, runs);
        const trigger = triggerScope(event);
        return {
            execution,
            event,
            trigger,
            workflow,
            timeoutMs,
            startedAt,
            variables,
            subflows,
            ends,
            inbox,
            directories,
            secrets,
        };
    }
    /** Runs in loops that are not behind them; a loop of thousands is not held in memory. */
    async rounds({ id, replayOf }, workflow, runs) {
        const bounds = loopBounds(workflow, runs, replayOf !== null);
        return bounds.length === 0
            ? []
            : withConnection(this.dataSource, (db) => this.stores.progress.rounds(db, id, bounds));
    }
    /** Only those the workflow names: what is not here cannot leak from it. */
    async secretsOf({ tenant, environment }, workflow) {
        if (workflow.secretNames.length === 0) {
            return NO_SECRETS;
        }
        const all = await this.secrets.values(tenant, workflow.document.namespace, environment);
        return new Map(workflow.secretNames.flatMap((name) => (all.has(name) ? [[name, all.get(name)]] : [])));
    }
};
JourneyLoader = __decorate([
    Injectable(),
    __param(4, Inject(LOGGER)),
    __metadata("design:paramtypes", [DataSource,
        JourneyStores,
        SecretStore,
        DirectoriesService, Object])
], JourneyLoader);
export { JourneyLoader };
const NO_SECRETS = new Map();
function unrunnable(execution, error) {
    return endedStep({ execution }, buried({ execution }, null, error, execution.attempt));
}
function grouped(runs) {
    const byExecution = new Map();
    for (const run of runs) {
        const list = byExecution.get(run.executionId) ?? [];
        list.push(run);
        byExecution.set(run.executionId, list);
    }
    return byExecution;
}
//# sourceMappingURL=journey-loader.service.js.map