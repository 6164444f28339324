import { type DynamicModule, type InjectionToken, Module, type ModuleMetadata } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { DirectoriesModule } from '../directories/directories.module.js';
import { AnswersModule } from '../intake/answers/answers.module.js';
import { PlanningModule } from '../planning/planning.module.js';
import { LedgerModule } from '../ledger/ledger.module.js';
import { ApprovalPageController } from './approvals/approval-page.controller.js';
import { ApprovalsController } from './approvals/approvals.controller.js';
import { ArchivesController } from './archives/archives.controller.js';
import { BELL } from '../recovery/bell.js';
import { DeadLettersService } from '../recovery/dead-letters.service.js';
import { WorkflowModule } from '../workflow/workflow.module.js';
import { AccessGuard } from './access/access.guard.js';
import { AccessTokens } from './access/access-tokens.service.js';
import { WhoamiController } from './access/whoami.controller.js';
import { ExecutionRecordController } from './audit/execution-record.controller.js';
import { AuditLogController } from './audit/audit-log.controller.js';
import { AuditController } from './audit/audit.controller.js';
import { DeadLettersController } from './dead-letters/dead-letters.controller.js';
import { DirectoriesController } from './directories/directories.controller.js';
import { DoctorController } from './doctor/doctor.controller.js';
import { EnvironmentsController } from './environments/environments.controller.js';
import { ErasuresController } from './erasures/erasures.controller.js';
import { CallbacksController } from './executions/callbacks.controller.js';
import { ControlController } from './executions/control.controller.js';
import { ExecutionsController } from './executions/executions.controller.js';
import { ProgressController } from './executions/progress.controller.js';
import { ExpressionsController } from './expressions/expressions.controller.js';
import { HooksController } from './hooks/hooks.controller.js';
import { HooksOpenApiController } from './openapi/hooks-openapi.controller.js';
import { CATALOG, OWN_DOORS, TEST_RUNS, TRIGGER } from './ports.js';
import { BacktestsController } from './planning/backtests.controller.js';
import { PlansController } from './planning/plans.controller.js';
import { ParametersController } from './samples/parameters.controller.js';
import { SamplesController } from './samples/samples.controller.js';
import { SecretsController } from './secrets/secrets.controller.js';
import { LimitsController } from './limits/limits.controller.js';
import { WorkflowLimitsController } from './limits/workflow-limits.controller.js';
import { ProfilesController } from './sources/profiles.controller.js';
import { SourcesController } from './sources/sources.controller.js';
import { SsfController } from './sources/ssf.controller.js';
import { TenantLimitsController } from './tenants/tenant-limits.controller.js';
import { TenantsController } from './tenants/tenants.controller.js';
import { TokensController } from './tokens/tokens.controller.js';
import { SourceToolsController } from './triggers/source-tools.controller.js';
import { TriggerToolsController } from './triggers/trigger-tools.controller.js';
import { VariablesController } from './variables/variables.controller.js';
import { CallbackSecretController } from './workflows/callback-secret.controller.js';
import { DeploymentsController } from './workflows/deployments.controller.js';
import { DifferencesController } from './workflows/differences.controller.js';
import { RevisionsController } from './workflows/revisions.controller.js';
import { SchemaController } from './workflows/schema.controller.js';
import { WorkflowsController } from './workflows/workflows.controller.js';
import { WorkflowsService } from './workflows/workflows.service.js';
import { DrillController } from './drill/drill.controller.js';
import { ADMIN_PROVIDERS } from './admin-providers.js';

/** What the composition root plugs in, by the tokens under which `imports` export it. */
export interface AdminPorts {
  readonly imports: NonNullable<ModuleMetadata['imports']>;
  /** A `TaskCatalog`. */
  readonly catalog: InjectionToken;
  /** A `Trigger`. */
  readonly trigger: InjectionToken;
  /** A `TestRunner`. */
  readonly tests: InjectionToken;
  /** `OwnDoors`. */
  readonly doors: InjectionToken;
  /** A `Bell`. */
  readonly bell: InjectionToken;
}

/** The side door: the management API. */
@Module({
  imports: [AnswersModule, AuditModule, DirectoriesModule, LedgerModule, PlanningModule, WorkflowModule],
  controllers: [
    WhoamiController,
    SourcesController,
    SsfController,
    ProfilesController,
    HooksController,
    WorkflowsController,
    RevisionsController,
    DeploymentsController,
    DifferencesController,
    ArchivesController,
    BacktestsController,
    PlansController,
    CallbackSecretController,
    TriggerToolsController,
    SourceToolsController,
    SamplesController,
    HooksOpenApiController,
    ParametersController,
    SchemaController,
    ExecutionsController,
    ExpressionsController,
    ProgressController,
    CallbacksController,
    ControlController,
    DeadLettersController,
    ApprovalsController,
    ApprovalPageController,
    AuditController,
    AuditLogController,
    ExecutionRecordController,
    ErasuresController,
    EnvironmentsController,
    SecretsController,
    VariablesController,
    TokensController,
    TenantsController,
    TenantLimitsController,
    LimitsController,
    WorkflowLimitsController,
    DirectoriesController,
    DoctorController,
    DrillController,
  ],
  providers: ADMIN_PROVIDERS,
  exports: [AccessTokens, AccessGuard, DeadLettersService, WorkflowsService],
})
export class AdminModule {
  static for(ports: AdminPorts): DynamicModule {
    return {
      module: AdminModule,
      imports: ports.imports,
      providers: [
        { provide: CATALOG, useExisting: ports.catalog },
        { provide: TRIGGER, useExisting: ports.trigger },
        { provide: TEST_RUNS, useExisting: ports.tests },
        { provide: OWN_DOORS, useExisting: ports.doors },
        { provide: BELL, useExisting: ports.bell },
      ],
    };
  }
}
