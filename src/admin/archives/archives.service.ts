import { setImmediate as breathe } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Conflict, InvalidDocument, NotFound, UnsupportedMediaType } from '../../errors/errors.js';
import { moveDocument } from '../../workflow/archive/move-document.js';
import { type References, referencesOf } from '../../workflow/archive/references.js';
import {
  MAX_ARCHIVE_BYTES,
  MAX_ARCHIVED,
  type Part,
  splitArchive,
} from '../../workflow/archive/split-archive.js';
import { writeArchive } from '../../workflow/archive/write-archive.js';
import type { WorkflowDocument } from '../../workflow/document.js';
import type { Fault } from '../../workflow/fault.js';
import type { ParseResult } from '../../workflow/parse.js';
import type { Applied } from '../../workflow/revisions.repository.js';
import { type Caller, requireNamespace } from '../access/caller.js';
import { Environments } from '../environments/environments.service.js';
import { DocumentChecker } from '../workflows/document-checker.service.js';
import { WorkflowsService } from '../workflows/workflows.service.js';
import { ArchiveView } from './archive.view.js';

export interface ImportOptions {
  readonly environment: string;
  /** Into this one, whatever the documents say. */
  readonly namespace?: string;
  readonly dryRun: boolean;
}

interface Imported {
  readonly workflow: string;
  readonly outcome: Applied['outcome'];
  readonly revision: number | null;
}

interface Checked extends Part {
  readonly parsed: ParseResult;
  readonly document: WorkflowDocument;
}

/** Most faults and warnings that are told of one archive. */
const MOST_FAULTS = 1000;

/** Workflows of a namespace, out as one text and in again. */
@Injectable()
export class Archives {
  constructor(
    private readonly dataSource: DataSource,
    private readonly view: ArchiveView,
    private readonly checker: DocumentChecker,
    private readonly environments: Environments,
    private readonly workflows: WorkflowsService,
  ) {}

  /** What is deployed there. Throws Forbidden, NotFound when that is nothing, Conflict when it is more than an archive holds. */
  async write(
    caller: Caller,
    namespace: string,
    environment: string,
  ): Promise<{ namespace: string; count: number; references: References; archive: string }> {
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
  async read(
    caller: Caller,
    archive: unknown,
    { environment, namespace, dryRun }: ImportOptions,
  ): Promise<{ dryRun: boolean; items: Imported[]; warnings: Fault[] }> {
    await this.environments.require(caller.tenant, environment);
    const checked = await this.check(requireText(archive), namespace);
    checked.forEach(({ document }) => requireNamespace(caller, document.namespace));
    const items = await this.transact(dryRun, (tx) => this.save(tx, caller, checked, environment));
    const warnings: Fault[] = [];
    const beside = new Map(checked.map(({ document }) => [nameOf(document), document]));
    for (const { parsed, ...part } of checked) {
      const found = await this.checker.warnings(part.text, parsed, caller, { environment, beside });
      warnings.push(...placed(found, part));
    }
    return { dryRun, items, warnings: warnings.slice(0, MOST_FAULTS) };
  }

  private async check(archive: string, namespace: string | undefined): Promise<Checked[]> {
    const parts = splitArchive(archive);
    if (parts.length === 0 || parts.length > MAX_ARCHIVED) {
      const message = parts.length === 0 ? 'there is no document in it' : `an archive has at most ${BOUNDS}`;
      throw refused([{ path: '', line: 1, column: 1, message }]);
    }
    const faults: Fault[] = [];
    const checked = new Map<string, Checked>();
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
  private async save(
    tx: EntityManager,
    caller: Caller,
    checked: readonly Checked[],
    environment: string,
  ): Promise<Imported[]> {
    const items: Imported[] = [];
    const byName = new Map(checked.map((one) => [nameOf(one.document), one]));
    for (const name of [...byName.keys()].toSorted()) {
      const saved = await this.workflows.save(tx, caller, byName.get(name)!, environment);
      items.push({ workflow: name, outcome: saved.outcome, revision: saved.workflow.revision });
    }
    return items;
  }

  /** Does it; or sees what would become of it, and takes it back. */
  private async transact<T>(dryRun: boolean, work: (tx: EntityManager) => Promise<T>): Promise<T> {
    if (!dryRun) {
      return this.dataSource.transaction(work);
    }
    const runner = this.dataSource.createQueryRunner();
    try {
      await runner.startTransaction();
      try {
        return await work(runner.manager);
      } finally {
        await runner.rollbackTransaction();
      }
    } finally {
      await runner.release();
    }
  }
}

function moved({ text, line }: Part, namespace: string | undefined): Part {
  return { text: namespace === undefined ? text : (moveDocument(text, namespace) ?? text), line };
}

/** What is wrong with a valid document in its archive. */
function misplaced(
  { line }: Part,
  document: WorkflowDocument | undefined,
  others: ReadonlyMap<string, Part>,
  namespace: string | undefined,
): Fault[] {
  const first = document && others.get(nameOf(document));
  const at = { line, column: 1 };
  if (first) {
    return [{ ...at, path: 'id', message: `${nameOf(document)} is in line ${first.line} already` }];
  }
  return document && namespace !== undefined && document.namespace !== namespace
    ? [{ ...at, path: 'namespace', message: 'write it out, so that it can be exchanged for another' }]
    : [];
}

function nameOf({ namespace, id }: WorkflowDocument): string {
  return `${namespace}/${id}`;
}

const BOUNDS = `${MAX_ARCHIVED} documents and ${MAX_ARCHIVE_BYTES / 1024 / 1024} MB`;

function refused(faults: readonly Fault[]): InvalidDocument {
  return new InvalidDocument('the archive has faults', { faults: faults.slice(0, MOST_FAULTS) });
}

/** Faults of a document, at the lines they have in its archive. */
function placed(faults: readonly Fault[], { line }: Part): Fault[] {
  return faults.map((fault) => ({ ...fault, line: fault.line + line - 1 }));
}

function requireText(archive: unknown): string {
  if (typeof archive !== 'string') {
    throw new UnsupportedMediaType('send the archive as application/yaml or text/yaml');
  }
  return archive;
}
