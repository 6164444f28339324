import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { DEFAULT_ENVIRONMENT } from '../../config/places.js';
import { Conflict, Forbidden, InvalidDocument, InvalidRequest, NotFound } from '../../errors/errors.js';
import { isWithinReach } from '../../ledger/reach.view.js';
import type { WorkflowDocument } from '../../workflow/document.js';
import type { Fault } from '../../workflow/fault.js';
import type { ParseResult } from '../../workflow/parse.js';
import {
  type Applied,
  RevisionsRepository,
  type SavedDocument,
  type WorkflowRow,
} from '../../workflow/revisions.repository.js';
import { actorOf, type Caller, requireNamespace } from '../access/caller.js';
import { Environments } from '../environments/environments.service.js';
import { type Deed, Journal } from '../journal.service.js';
import { callsBeyond } from './calls-beyond.js';
import { type Beside, DocumentChecker } from './document-checker.service.js';

export interface WorkflowName {
  readonly namespace: string;
  readonly id: string;
  /** As it stands where; default: production. */
  readonly environment?: string;
}

export interface ApplyOptions {
  /** The workflow the document must be. */
  readonly named?: WorkflowName | undefined;
  /** Where it is deployed; default: production. */
  readonly environment?: string | undefined;
  /** Those that are saved along with it. */
  readonly beside?: Beside | undefined;
}

/** Changes workflows. A document with faults is never saved. */
@Injectable()
export class WorkflowsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly revisions: RevisionsRepository,
    private readonly environments: Environments,
    private readonly journal: Journal,
    private readonly checker: DocumentChecker,
  ) {}

  /**
   * All faults and warnings of a text, as they would be where it is deployed; a caller who does not reach its namespace is
   * not told what is there. Throws NotFound for an environment that is not, UnsupportedMediaType when no text came.
   */
  async validate(caller: Caller, text: unknown, environment: string, beside?: Beside): Promise<ParseResult> {
    const { tenant } = caller;
    await this.environments.require(tenant, environment);
    const parsed = this.checker.check(text);
    return parsed.document && isWithinReach(caller, parsed.document.namespace)
      ? {
          ...parsed,
          warnings: await this.checker.warnings(text as string, parsed, caller, { environment, beside }),
        }
      : parsed;
  }

  /** Throws InvalidDocument with its `faults`; InvalidRequest when it is not the workflow `named`; Forbidden as `save`. */
  async apply(
    caller: Caller,
    text: unknown,
    { named, environment = DEFAULT_ENVIRONMENT, beside }: ApplyOptions = {},
  ): Promise<Applied & { readonly warnings: readonly Fault[] }> {
    const parsed = this.checker.check(text);
    const document = requireDocument(parsed, named);
    requireNamespace(caller, document.namespace);
    const { tenant } = caller;
    const applied = await this.dataSource.transaction(async (tx) => {
      await this.environments.require(tenant, environment, tx);
      return this.save(tx, caller, { document, text: text as string }, environment);
    });
    const warnings = await this.checker.warnings(text as string, parsed, caller, { environment, beside });
    return { ...applied, warnings };
  }

  /** Saves and deploys a checked document, within the caller's reach, in a transaction of others. Throws as `requireCalls`. */
  async save(
    tx: EntityManager,
    caller: Caller,
    checked: Pick<SavedDocument, 'document' | 'text'>,
    environment: string,
  ): Promise<Applied> {
    await this.requireCalls(tx, caller, checked.document, environment);
    const place = { tenant: caller.tenant, environment };
    const applied = await this.revisions.apply(tx, place, { ...checked, by: actorOf(caller) });
    const { outcome, workflow } = applied;
    if (outcome !== 'unchanged') {
      const details = { outcome, revision: workflow.revision, environment };
      await this.note(tx, caller, 'workflow.apply', workflow, details);
    }
    return applied;
  }

  /** Throws Forbidden for a document that starts a workflow out of reach, unless the one deployed there starts it as well. */
  async requireCalls(
    tx: EntityManager,
    caller: Caller,
    document: WorkflowDocument,
    environment: string,
  ): Promise<void> {
    const beyond = callsBeyond(caller, document);
    if (beyond.size === 0) {
      return;
    }
    const key = { tenant: caller.tenant, namespace: document.namespace, name: document.id, environment };
    await this.revisions.lock(tx, key);
    const row = await this.revisions.find(key, tx);
    const deployed = row && (await this.revisions.deployed(row, tx));
    const known = deployed && callsBeyond(caller, deployed.document);
    for (const [workflow, task] of beyond) {
      if (!known?.has(workflow)) {
        const message = `the task ${task} starts ${workflow}, which this token does not reach`;
        throw new Forbidden(message, { task, workflow });
      }
    }
  }

  /** Throws Forbidden out of reach, NotFound also for an environment that is not there. */
  async require(caller: Caller, name: WorkflowName, tx?: EntityManager): Promise<WorkflowRow> {
    const { namespace, id, environment = DEFAULT_ENVIRONMENT } = name;
    requireNamespace(caller, namespace);
    const { tenant } = caller;
    await this.environments.require(tenant, environment, tx);
    const row = await this.revisions.find({ tenant, namespace, name: id, environment }, tx);
    if (!row) {
      throw new NotFound('there is no such workflow', { workflow: `${namespace}/${id}` });
    }
    return row;
  }

  async remove(caller: Caller, name: WorkflowName): Promise<void> {
    await this.dataSource.transaction(async (tx) => {
      await this.revisions.lock(tx, { tenant: caller.tenant, namespace: name.namespace, name: name.id });
      const row = await this.require(caller, name, tx);
      const ran = await this.revisions.remove(tx, row.id);
      await this.note(tx, caller, 'workflow.delete', row, { ran });
    });
  }

  /** Takes a removal back; it is deployed nowhere. Throws NotFound for what never was, Conflict for what is there. */
  async restore(caller: Caller, { namespace, id: name }: WorkflowName): Promise<void> {
    requireNamespace(caller, namespace);
    const key = { tenant: caller.tenant, namespace, name };
    await this.dataSource.transaction(async (tx) => {
      await this.revisions.lock(tx, key);
      const known = await this.revisions.findAny(tx, key);
      if (!known) {
        throw new NotFound('there is no such workflow', { workflow: `${namespace}/${name}` });
      }
      if (!known.deleted) {
        throw new Conflict('the workflow is not deleted', { workflow: `${namespace}/${name}` });
      }
      await this.revisions.restore(tx, known.id);
      await this.note(tx, caller, 'workflow.restore', key);
    });
  }

  /** It has been started: never throws. */
  noteTrigger(caller: Caller, row: WorkflowRow, details: object): Promise<void> {
    return this.journal.writeAfter(caller, deedOf('workflow.trigger', row, details));
  }

  /** Writes a deed into the audit log, in the transaction of the deed. */
  note(
    tx: EntityManager,
    caller: Caller,
    verb: string,
    row: Pick<WorkflowRow, 'namespace' | 'name'>,
    details?: object,
  ): Promise<void> {
    return this.journal.write(tx, caller, deedOf(verb, row, details));
  }
}

function deedOf(verb: string, row: Pick<WorkflowRow, 'namespace' | 'name'>, details?: object): Deed {
  const name = `${row.namespace}/${row.name}`;
  return { verb, subject: `workflow:${name}`, message: `${verb} ${name}`, ...(details && { details }) };
}

function requireDocument(
  { document, faults, warnings }: ParseResult,
  named: WorkflowName | undefined,
): WorkflowDocument {
  if (!document) {
    throw new InvalidDocument('the workflow has faults', { faults, warnings });
  }
  if (named && (named.namespace !== document.namespace || named.id !== document.id)) {
    throw new InvalidRequest('the document is another workflow than the address says', {
      document: `${document.namespace}/${document.id}`,
    });
  }
  return document;
}
