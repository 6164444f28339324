var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import { setImmediate as breathe } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Conflict, InvalidDocument, NotFound, UnsupportedMediaType } from '../../errors/errors.js';
import { moveDocument } from '../../workflow/archive/move-document.js';
import { referencesOf } from '../../workflow/archive/references.js';
import { MAX_ARCHIVE_BYTES, MAX_ARCHIVED, splitArchive, } from '../../workflow/archive/split-archive.js';
import { writeArchive } from '../../workflow/archive/write-archive.js';
import { requireNamespace } from '../access/caller.js';
import { Environments } from '../environments/environments.service.js';
import { DocumentChecker } from '../workflows/document-checker.service.js';
import { WorkflowsService } from '../workflows/workflows.service.js';
import { ArchiveView } from './archive.view.js';
/** Most faults and warnings that are told of one archive. */
const MOST_FAULTS = 1000;
/** Workflows of a namespace, out as one text and in again. */
let Archives = class Archives {
    dataSource;
    view;
    checker;
    environments;
    workflows;
    constructor(dataSource, view, checker, environments, workflows) {
        this.dataSource = dataSource;
        this.view = view;
        this.checker = checker;
        this.environments = environments;
        this.workflows = workflows;
    }
    /** What is deployed there. Throws Forbidden, NotFound when that is nothing, Conflict when it is more than an archive holds. */
    async write(caller, namespace, environment) {
        requireNamespace(caller, namespace);
        await this.environments.require(caller.tenant, environment);
        const place = { tenant: caller.tenant, namespace, environment };
        const { count, bytes } = await this.view.size(place);
        if (count === 0) {
            throw new NotFound(`no workflow of ${namespace} is deployed in ${environment}`, { namespace });
        }
        if (count > MAX_ARCHIVED || bytes > MAX_ARCHIVE_BYTES) {
            throw new Conflict(`an archive has at most ${BOUNDS}`, { count, bytes });
        }
        const documents = await this.view.deployed(place);
        const references = referencesOf(documents);
        const texts = documents.map(({ text }) => text);
        return { namespace, count, references, archive: writeArchive(namespace, texts, references) };
    }
    /**
     * Saves and deploys all documents, or none. Throws InvalidDocument with all faults of all documents, at their lines of the
     * archive; Forbidden for a namespace out of reach; UnsupportedMediaType when no text came.
     */
    async read(caller, archive, { environment, namespace, dryRun }) {
        await this.environments.require(caller.tenant, environment);
        const checked = await this.check(requireText(archive), namespace);
        checked.forEach(({ document }) => requireNamespace(caller, document.namespace));
        const items = await this.transact(dryRun, (tx) => this.save(tx, caller, checked, environment));
        const warnings = [];
        const beside = new Map(checked.map(({ document }) => [nameOf(document), document]));
        for (const { parsed, ...part } of checked) {
            const found = await this.checker.warnings(part.text, parsed, caller, { environment, beside });
            warnings.push(...placed(found, part));
        }
        return { dryRun, items, warnings: warnings.slice(0, MOST_FAULTS) };
    }
    async check(archive, namespace) {
        const parts = splitArchive(archive);
        if (parts.length === 0 || parts.length > MAX_ARCHIVED) {
            const message = parts.length === 0 ? 'there is no document in it' : `an archive has at most ${BOUNDS}`;
            throw refused([{ path: '', line: 1, column: 1, message }]);
        }
        const faults = [];
        const checked = new Map();
        for (const written of parts) {
            const part = moved(written, namespace);
            const parsed = this.checker.check(part.text);
            const { document } = parsed;
            faults.push(...placed(parsed.faults, part), ...misplaced(part, document, checked, namespace));
            if (document) {
                checked.set(nameOf(document), { ...part, parsed, document });
            }
            await breathe(); // between two documents, whoever else waits for this process
        }
        if (faults.length > 0) {
            throw refused(faults);
        }
        return [...checked.values()];
    }
    /** In the order of their names, in which nobody who saves several can wait for the other for ever. */
    async save(tx, caller, checked, environment) {
        const items = [];
        const byName = new Map(checked.map((one) => [nameOf(one.document), one]));
        for (const name of [...byName.keys()].toSorted()) {
            const saved = await this.workflows.save(tx, caller, byName.get(name), environment);
            items.push({ workflow: name, outcome: saved.outcome, revision: saved.workflow.revision });
        }
        return items;
    }
    /** Does it; or sees what would become of it, and takes it back. */
    async transact(dryRun, work) {
        if (!dryRun) {
            return this.dataSource.transaction(work);
        }
        const runner = this.dataSource.createQueryRunner();
        try {
            await runner.startTransaction();
            try {
                return await work(runner.manager);
            }
            finally {
                await runner.rollbackTransaction();
            }
        }
        finally {
            await runner.release();
        }
    }
};
Archives = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [DataSource,
        ArchiveView,
        DocumentChecker,
        Environments,
        WorkflowsService])
], Archives);
export { Archives };
function moved({ text, line }, namespace) {
    return { text: namespace === undefined ? text : (moveDocument(text, namespace) ?? text), line };
}
/** What is wrong with a valid document in its archive. */
function misplaced({ line }, document, others, namespace) {
    const first = document && others.get(nameOf(document));
    const at = { line, column: 1 };
    if (first) {
        return [{ ...at, path: 'id', message: `${nameOf(document)} is in line ${first.line} already` }];
    }
    return document && namespace !== undefined && document.namespace !== namespace
        ? [{ ...at, path: 'namespace', message: 'write it out, so that it can be exchanged for another' }]
        : [];
}
function nameOf({ namespace, id }) {
    return `${namespace}/${id}`;
}
const BOUNDS = `${MAX_ARCHIVED} documents and ${MAX_ARCHIVE_BYTES / 1024 / 1024} MB`;
function refused(faults) {
    return new InvalidDocument('the archive has faults', { faults: faults.slice(0, MOST_FAULTS) });
}
/** Faults of a document, at the lines they have in its archive. */
function placed(faults, { line }) {
    return faults.map((fault) => ({ ...fault, line: fault.line + line - 1 }));
}
function requireText(archive) {
    if (typeof archive !== 'string') {
        throw new UnsupportedMediaType('send the archive as application/yaml or text/yaml');
    }
    return archive;
}
//# sourceMappingURL=archives.service.js.map