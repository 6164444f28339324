import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { InvalidDocument, InvalidRequest, NotFound, UnsupportedMediaType } from '../../errors/errors.js';
import type { Presets } from '../../intake/verification/presets.js';
import type { TaskCatalog, WorkflowDocument } from '../../workflow/document.js';
import type { Fault } from '../../workflow/fault.js';
import { parseWorkflow, type ParseResult } from '../../workflow/parse.js';
import { readYaml } from '../../workflow/read-yaml.js';
import { type Applied, RevisionsRepository, type WorkflowRow } from '../../workflow/revisions.repository.js';
import { suggest } from '../../workflow/suggest.js';
import { actorOf, type Caller, requireNamespace } from '../access/caller.js';
import { Journal } from '../journal.service.js';
import { CATALOG, PRESETS } from '../ports.js';

export interface WorkflowName {
  readonly namespace: string;
  readonly id: string;
}

/** Changes workflows. A document with faults is never saved. */
@Injectable()
export class WorkflowsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly revisions: RevisionsRepository,
    private readonly journal: Journal,
    @Inject(CATALOG) private readonly catalog: TaskCatalog,
    @Inject(PRESETS) private readonly presets: Presets,
  ) {}

  /** All faults and warnings of a text. Throws UnsupportedMediaType when no text came. */
  check(text: unknown): ParseResult {
    const parsed = parseWorkflow(requireText(text), { catalog: this.catalog });
    if (!parsed.document) {
      return parsed;
    }
    const faults = this.profileFaults(text as string, parsed.document);
    return faults.length === 0 ? parsed : { faults, warnings: parsed.warnings };
  }

  /** Throws InvalidDocument with its `faults`; InvalidRequest when it is not the workflow `named`. */
  async apply(
    caller: Caller,
    text: unknown,
    named?: WorkflowName,
  ): Promise<Applied & { readonly warnings: readonly Fault[] }> {
    const { document, faults, warnings } = this.check(text);
    if (!document) {
      throw new InvalidDocument('the workflow has faults', { faults, warnings });
    }
    if (named && (named.namespace !== document.namespace || named.id !== document.id)) {
      throw new InvalidRequest('the document is another workflow than the address says', {
        document: `${document.namespace}/${document.id}`,
      });
    }
    requireNamespace(caller, document.namespace);
    return this.dataSource.transaction(async (tx) => {
      const applied = await this.revisions.apply(
        tx,
        caller.tenant,
        document,
        text as string,
        actorOf(caller),
      );
      if (applied.outcome !== 'unchanged') {
        await this.note(tx, caller, 'workflow.apply', applied.workflow, {
          outcome: applied.outcome,
          revision: applied.workflow.revision,
        });
      }
      return { ...applied, warnings };
    });
  }

  /** Throws Forbidden out of reach, NotFound. */
  async require(caller: Caller, name: WorkflowName, tx?: EntityManager): Promise<WorkflowRow> {
    requireNamespace(caller, name.namespace);
    const row = await this.revisions.find(caller.tenant, name.namespace, name.id, tx);
    if (!row) {
      throw new NotFound('there is no such workflow', { workflow: `${name.namespace}/${name.id}` });
    }
    return row;
  }

  async setEnabled(caller: Caller, name: WorkflowName, enabled: boolean): Promise<void> {
    await this.dataSource.transaction(async (tx) => {
      const row = await this.require(caller, name, tx);
      await this.revisions.setEnabled(tx, row.id, enabled);
      await this.note(tx, caller, enabled ? 'workflow.enable' : 'workflow.disable', row);
    });
  }

  async remove(caller: Caller, name: WorkflowName): Promise<void> {
    await this.dataSource.transaction(async (tx) => {
      const row = await this.require(caller, name, tx);
      await this.revisions.remove(tx, row.id);
      await this.note(tx, caller, 'workflow.delete', row);
    });
  }

  noteTrigger(caller: Caller, row: WorkflowRow, details: object): Promise<void> {
    return this.dataSource.transaction((tx) => this.note(tx, caller, 'workflow.trigger', row, details));
  }

  private note(
    tx: EntityManager,
    caller: Caller,
    verb: string,
    row: WorkflowRow,
    details?: object,
  ): Promise<void> {
    const name = `${row.namespace}/${row.name}`;
    return this.journal.write(tx, caller, {
      verb,
      subject: `workflow:${name}`,
      message: `${verb} ${name}`,
      ...(details && { details }),
    });
  }

  /** A hook that names a profile nobody ships would refuse every delivery: better said now. */
  private profileFaults(text: string, document: WorkflowDocument): readonly Fault[] {
    const { report } = readYaml(text);
    for (const [at, trigger] of document.triggers.entries()) {
      const profile = trigger.type === 'webhook' ? trigger.verify?.profile : undefined;
      if (profile !== undefined && !this.presets.has(profile)) {
        const suggestion = suggest(profile, this.presets.keys());
        report.fault(`/triggers/${at}/verify/profile`, `there is no profile '${profile}'`, { suggestion });
      }
    }
    return report.faults;
  }
}

function requireText(text: unknown): string {
  if (typeof text !== 'string') {
    throw new UnsupportedMediaType('send the document as application/yaml, text/yaml or application/json');
  }
  return text;
}
