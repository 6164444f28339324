import { Get, Query } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import { AuditTreeView } from '../../audit/tree.view.js';
import { type AuditRow, AuditView } from '../../audit/audit.view.js';
import { Forbidden } from '../../errors/errors.js';
import { ExecutionView } from '../../ledger/execution.view.js';
import { Asking, Roles } from '../access/access.guard.js';
import type { Caller } from '../access/caller.js';
import { idOf, type Page, toPage } from '../page.dto.js';
import { ApiPage, Resource } from '../resource.controller.js';
import { AuditModel, AuditQuery } from './audit.dto.js';

@Resource('audit-entries')
export class AuditController {
  constructor(
    private readonly audit: AuditView,
    private readonly tree: AuditTreeView,
    private readonly executions: ExecutionView,
  ) {}

  @Get()
  @Roles('auditor')
  @ApiOperation({ summary: 'Read the audit log, newest first' })
  @ApiPage(AuditModel)
  async list(@Asking() caller: Caller, @Query() query: AuditQuery): Promise<Page<AuditModel>> {
    await this.requireReach(caller, query.execution);
    const { subject, execution, verb, from, to, limit } = query;
    const filter = { subject, execution, verb, deeds: query.deeds === 'true', from, to };
    const page = { before: idOf(query), limit: limit + 1 };
    const rows = await this.audit.list(caller.tenant, filter, page);
    const found: Page<AuditRow> = toPage(rows, limit, ({ id }) => id);
    return query.place === 'true' ? this.placed(found) : found;
  }

  private async placed({ items, next }: Page<AuditRow>): Promise<Page<AuditModel>> {
    const places = await this.tree.placesOf(items.map(({ id }) => id));
    return { items: items.map((item) => ({ ...item, place: places.get(item.id)! })), next };
  }

  /** Entries belong to no namespace, executions do: a limited token reads those of an execution it reaches. */
  private async requireReach(caller: Caller, execution: string | undefined): Promise<void> {
    if (caller.namespaces.length === 0) {
      return;
    }
    if (execution === undefined || (await this.executions.find(caller, execution)) === null) {
      throw new Forbidden(
        'a token limited to namespaces reads the entries of one of its executions: say which',
      );
    }
  }
}
