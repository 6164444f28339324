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
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import { CONFIG } from '../../config/config.js';
import { Ticker } from '../../config/ticker.js';
import { InvalidDocument } from '../../errors/errors.js';
import { LOGGER } from '../../telemetry/logger.js';
import { faultLine } from '../../workflow/fault.js';
import { FOLDER } from '../access/caller.js';
import { WorkflowsService } from './workflows.service.js';
/** Looked at by time: a mounted ConfigMap changes by swapping links, which file events miss. */
const LOOK_EVERY_MS = 2000;
/** Loads the workflow files of `WORKFLOWS_DIR` at start and when they change. A file taken away stays deployed. */
let WorkflowFolder = class WorkflowFolder {
    workflows;
    config;
    logger;
    /** Digest of each file as it was last looked at, good or bad. */
    seen = new Map();
    ticker;
    constructor(workflows, config, logger) {
        this.workflows = workflows;
        this.config = config;
        this.logger = logger;
        this.ticker = new Ticker(LOOK_EVERY_MS, () => this.look());
    }
    async onModuleInit() {
        if (this.config.workflowsDir !== null) {
            await this.look();
            this.ticker.start();
        }
    }
    async onApplicationShutdown() {
        await this.ticker.stop();
    }
    async look() {
        const folder = this.config.workflowsDir;
        const names = await readdir(folder).catch((error) => {
            this.report(folder, `cannot be read (${error.code ?? 'unknown'})`);
            return [];
        });
        // Names with a leading dot are a ConfigMap's own books.
        for (const name of names.filter((each) => /^[^.].*\.(ya?ml|json)$/.test(each)).toSorted()) {
            await this.lookAt(join(folder, name));
        }
    }
    async lookAt(file) {
        try {
            const text = await readFile(file, 'utf8');
            const digest = createHash('sha256').update(text).digest('hex');
            if (this.seen.get(file) === digest) {
                return;
            }
            await this.apply(file, text);
            this.seen.set(file, digest); // not after a fault of the ledger: that is tried again
        }
        catch (error) {
            this.logger.warn({ message: 'a workflow file could not be applied yet', file, error: String(error) });
        }
    }
    async apply(file, text) {
        try {
            const { outcome, workflow } = await this.workflows.apply(FOLDER, text);
            if (outcome !== 'unchanged') {
                const name = `${workflow.namespace}/${workflow.name}`;
                this.logger.info({
                    message: `workflow ${outcome}`,
                    file,
                    workflow: name,
                    revision: workflow.revision,
                });
            }
        }
        catch (error) {
            if (!(error instanceof InvalidDocument)) {
                throw error;
            }
            for (const fault of error.details['faults']) {
                this.report(file, faultLine(fault, file));
            }
        }
    }
    /** Somebody must act: what the folder says is not what runs. */
    report(file, fault) {
        this.logger.error({ message: 'a workflow file has a fault', file, fault });
    }
};
WorkflowFolder = __decorate([
    Injectable(),
    __param(1, Inject(CONFIG)),
    __param(2, Inject(LOGGER)),
    __metadata("design:paramtypes", [WorkflowsService, Object, Object])
], WorkflowFolder);
export { WorkflowFolder };
//# sourceMappingURL=workflow-folder.service.js.map