import { Get, Query, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { AuditKeys } from '../../audit/audit-keys.service.js';
import { AuditTreeView } from '../../audit/tree.view.js';
import { InvalidRequest, NotFound } from '../../errors/errors.js';
import { Asking, Roles } from '../access/access.guard.js';
import { type Caller, requireWholeTenant } from '../access/caller.js';
import { VisibleExecutions } from '../executions/visible-executions.service.js';
import { LinesAnswer } from '../lines-answer.service.js';
import { Resource } from '../resource.controller.js';
import { CheckpointModel, EvidenceQuery, ExportQuery } from './audit-log.dto.js';
import { type About, AuditLines } from './audit-lines.service.js';

const LINES = { 'application/x-ndjson': { schema: { type: 'string' } } } as const;

/** What proves the audit log: verified by whoever reads it, and not by the server that wrote it. */
@Resource('audit-log')
export class AuditLogController {
  constructor(
    private readonly tree: AuditTreeView,
    private readonly keys: AuditKeys,
    private readonly lines: AuditLines,
    private readonly answers: LinesAnswer,
    private readonly executions: VisibleExecutions,
  ) {}

  @Get('checkpoint')
  @Roles('auditor')
  @ApiOperation({ summary: 'The signed head of the audit log, to be kept somewhere else' })
  @ApiOkResponse({ type: CheckpointModel })
  async checkpoint(): Promise<CheckpointModel> {
    const head = await this.tree.head();
    if (head === null) {
      throw new NotFound('nothing is in the audit log yet');
    }
    return { ...head, key: this.keys.signer.verifierKey };
  }

  @Get('export')
  @Roles('auditor')
  @ApiOperation({ summary: 'The whole audit log as lines that can be verified' })
  @ApiOkResponse({
    description: 'Lines of kind `head`, `entry`, `other`, `missing`, `record`, `end`',
    content: LINES,
  })
  export(@Asking() caller: Caller, @Query() { executions }: ExportQuery): StreamableFile {
    requireWholeTenant(caller);
    return this.answers.of(this.lines.whole(caller.tenant, executions === 'true'));
  }

  @Get('evidence')
  @Roles('auditor')
  @ApiOperation({
    summary: 'Everything about one subject or execution, with proofs, as lines that can be verified',
  })
  @ApiOkResponse({
    description: 'Lines of kind `head`, `entry`, `execution`, `record`, `end`',
    content: LINES,
  })
  async evidence(@Asking() caller: Caller, @Query() query: EvidenceQuery): Promise<StreamableFile> {
    const about = aboutOf(query);
    if ('subject' in about) {
      requireWholeTenant(caller);
    } else {
      await this.executions.require(caller, about.execution);
    }
    return this.answers.of(this.lines.evidence(caller, about));
  }
}

function aboutOf({ subject, execution }: EvidenceQuery): About {
  if (subject !== undefined && execution === undefined) {
    return { subject };
  }
  if (execution !== undefined && subject === undefined) {
    return { execution };
  }
  throw new InvalidRequest('evidence is about a subject or an execution: say one of them');
}
