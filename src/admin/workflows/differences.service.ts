import { Injectable } from '@nestjs/common';
import { NotFound } from '../../errors/errors.js';
import type { Change } from '../../workflow/diff/change.js';
import { diffDocuments } from '../../workflow/diff/diff-documents.js';
import { documentHash } from '../../workflow/document-hash.js';
import type { WorkflowDocument } from '../../workflow/document.js';
import type { Fault } from '../../workflow/fault.js';
import { hasHash, type RevisionRow, RevisionsRepository } from '../../workflow/revisions.repository.js';
import { type Caller, requireNamespace } from '../access/caller.js';
import { Environments } from '../environments/environments.service.js';
import { type Beside, DocumentChecker } from './document-checker.service.js';
import { type WorkflowName, WorkflowsService } from './workflows.service.js';

/** What saving a document would change. */
export interface Difference {
  /** `namespace/id`; null of a document with faults. */
  readonly workflow: string | null;
  readonly outcome: 'new' | 'changed' | 'same' | 'refused';
  /** The one it was compared with: the one deployed there, else the newest; null when there is none. */
  readonly revision: number | null;
  /** Whether that one runs there. */
  readonly deployed: boolean;
  readonly changes: readonly Change[];
  readonly faults: readonly Fault[];
  readonly warnings: readonly Fault[];
}

/** Compares by meaning, saving nothing. */
@Injectable()
export class Differences {
  constructor(
    private readonly checker: DocumentChecker,
    private readonly environments: Environments,
    private readonly workflows: WorkflowsService,
    private readonly revisions: RevisionsRepository,
  ) {}

  /** Throws Forbidden out of reach, NotFound for an environment that is not, UnsupportedMediaType when no text came. */
  async ofDocument(caller: Caller, text: unknown, environment: string, beside?: Beside): Promise<Difference> {
    const { tenant } = caller;
    await this.environments.require(tenant, environment);
    const parsed = this.checker.check(text);
    const { document, faults } = parsed;
    if (!document) {
      const nothing = { workflow: null, revision: null, deployed: false, changes: [] };
      return { ...nothing, outcome: 'refused', faults, warnings: parsed.warnings };
    }
    requireNamespace(caller, document.namespace);
    const warnings = await this.checker.warnings(text as string, parsed, caller, { environment, beside });
    return { ...(await this.compared(caller, document, environment)), faults, warnings };
  }

  /** What revision `number` says otherwise than `against`; 0 is nothing at all. Throws Forbidden, NotFound. */
  async ofRevisions(caller: Caller, name: WorkflowName, number: number, against: number): Promise<Change[]> {
    const { id } = await this.workflows.require(caller, name);
    const revision = async (one: number): Promise<WorkflowDocument> => {
      const found = one < 2 ** 31 ? await this.revisions.revision({ workflowId: id, revision: one }) : null;
      if (!found) {
        throw new NotFound('the workflow has no such revision', { revision: one });
      }
      return found.document;
    };
    return diffDocuments(against === 0 ? null : await revision(against), await revision(number));
  }

  private async compared(
    { tenant }: Caller,
    document: WorkflowDocument,
    environment: string,
  ): Promise<Pick<Difference, 'workflow' | 'outcome' | 'revision' | 'deployed' | 'changes'>> {
    const { namespace, id: name } = document;
    const row = await this.revisions.find({ tenant, namespace, name, environment });
    const before = row && (await this.standing(row.id, row.revision));
    return {
      workflow: `${namespace}/${name}`,
      outcome: !before ? 'new' : hasHash(before, documentHash(document)) ? 'same' : 'changed',
      revision: before?.number ?? null,
      deployed: row !== null && row.revision !== null,
      changes: diffDocuments(before?.document ?? null, document),
    };
  }

  private standing(workflowId: string, revision: number | null): Promise<RevisionRow | null> {
    return revision === null
      ? this.revisions.newest(workflowId)
      : this.revisions.revision({ workflowId, revision });
  }
}
