import { type DynamicModule, type InjectionToken, Module, type ModuleMetadata } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { AuditView } from '../audit/audit.view.js';
import { DirectoriesModule } from '../directories/directories.module.js';
import { DirectoryAdminRepository } from '../directories/directory-admin.repository.js';
import { AnswersModule } from '../intake/answers/answers.module.js';
import { SamplesRepository } from '../intake/samples/samples.repository.js';
import { SecretUseRepository } from '../intake/secret-use.repository.js';
import { loadPresets, type Presets } from '../intake/verification/presets.js';
import { loadVocabulary } from '../intake/vocabulary/vocabulary.js';
import { PlanningModule } from '../planning/planning.module.js';
import { LedgerModule } from '../ledger/ledger.module.js';
import { DeliveryView } from '../ledger/delivery.view.js';
import { ExecutionView } from '../ledger/execution.view.js';
import { ApprovalView } from '../ledger/approval.view.js';
import { ApprovalLinks } from './approvals/approval-links.service.js';
import { ApprovalPageController } from './approvals/approval-page.controller.js';
import { ApprovalsController } from './approvals/approvals.controller.js';
import { Approvals, ApprovalStores } from './approvals/approvals.service.js';
import { ArchiveView } from './archives/archive.view.js';
import { ArchivesController } from './archives/archives.controller.js';
import { Archives } from './archives/archives.service.js';
import { BELL } from '../recovery/bell.js';
import { DeadLettersService, ReplayParts } from '../recovery/dead-letters.service.js';
import { DeadLetterView } from '../recovery/dead-letter.view.js';
import { ExecutionControl } from '../recovery/execution-control.service.js';
import { ReplayRepository } from '../recovery/replay.repository.js';
import { RestartRepository } from '../recovery/restart.repository.js';
import { Restarts } from '../recovery/restarts.service.js';
import { RegistrationsRepository } from '../ssf/registrations.repository.js';
import { Transmitters } from '../ssf/transmitters.service.js';
import { WorkflowModule } from '../workflow/workflow.module.js';
import { AccessGuard } from './access/access.guard.js';
import { AccessTokensRepository } from './access/access-tokens.repository.js';
import { AccessTokens } from './access/access-tokens.service.js';
import { TokenGuesses } from './access/token-guesses.service.js';
import { WhoamiController } from './access/whoami.controller.js';
import { AuditController } from './audit/audit.controller.js';
import { DeadLettersController } from './dead-letters/dead-letters.controller.js';
import { DirectoriesAdmin } from './directories/directories-admin.service.js';
import { DirectoriesController } from './directories/directories.controller.js';
import { DoctorController } from './doctor/doctor.controller.js';
import { EnvironmentsController } from './environments/environments.controller.js';
import { EnvironmentsRepository } from './environments/environments.repository.js';
import { Environments } from './environments/environments.service.js';
import { CallbacksController } from './executions/callbacks.controller.js';
import { ControlController } from './executions/control.controller.js';
import { ExecutionsController } from './executions/executions.controller.js';
import { ProgressController } from './executions/progress.controller.js';
import { VisibleExecutions } from './executions/visible-executions.service.js';
import { ExpressionsController } from './expressions/expressions.controller.js';
import { HooksController } from './hooks/hooks.controller.js';
import { HooksRepository } from './hooks/hooks.repository.js';
import { HooksService } from './hooks/hooks.service.js';
import { Journal } from './journal.service.js';
import { DocumentedHooksView } from './openapi/documented-hooks.view.js';
import { HooksOpenApiController } from './openapi/hooks-openapi.controller.js';
import { CATALOG, KNOWN, PRESETS, TEST_RUNS, TRIGGER } from './ports.js';
import { BacktestsController } from './planning/backtests.controller.js';
import { PlansController } from './planning/plans.controller.js';
import { Plans, PlanSources } from './planning/plans.service.js';
import { ParametersController } from './samples/parameters.controller.js';
import { SamplesController } from './samples/samples.controller.js';
import { Samples } from './samples/samples.service.js';
import { SecretsController } from './secrets/secrets.controller.js';
import { LimitUseView } from './limits/limit-use.view.js';
import { LimitsController } from './limits/limits.controller.js';
import { WorkflowLimitsController } from './limits/workflow-limits.controller.js';
import { ProfilesController } from './sources/profiles.controller.js';
import { SourcesController } from './sources/sources.controller.js';
import { SourcesRepository } from './sources/sources.repository.js';
import { Sealings } from './sources/sealings.service.js';
import { SourceSecrets } from './sources/source-secrets.service.js';
import { SourcesService } from './sources/sources.service.js';
import { SsfController } from './sources/ssf.controller.js';
import { SsfRegistration } from './sources/ssf-registration.service.js';
import { SsfStreamView } from './sources/ssf-stream.view.js';
import { SsfStores, SsfStreams } from './sources/ssf-streams.service.js';
import { TenantLimitsController } from './tenants/tenant-limits.controller.js';
import { TenantsController } from './tenants/tenants.controller.js';
import { TenantsRepository } from './tenants/tenants.repository.js';
import { TokensController } from './tokens/tokens.controller.js';
import { TokensService } from './tokens/tokens.service.js';
import { Curls } from './triggers/curls.service.js';
import { HookSigner } from './triggers/hook-signer.service.js';
import { HookUrls } from './triggers/hook-urls.service.js';
import { SourceToolsController } from './triggers/source-tools.controller.js';
import { TriggerTests } from './triggers/trigger-tests.service.js';
import { TriggerToolsController } from './triggers/trigger-tools.controller.js';
import { Triggers } from './triggers/triggers.service.js';
import { VariablesController } from './variables/variables.controller.js';
import { CallbackSecretController } from './workflows/callback-secret.controller.js';
import { DeploymentsController } from './workflows/deployments.controller.js';
import { Deployments } from './workflows/deployments.service.js';
import { DifferencesController } from './workflows/differences.controller.js';
import { Differences } from './workflows/differences.service.js';
import { DocumentChecker } from './workflows/document-checker.service.js';
import { KnownNamesView } from './workflows/known-names.view.js';
import { RevisionsController } from './workflows/revisions.controller.js';
import { SchemaController } from './workflows/schema.controller.js';
import { WorkflowFolder } from './workflows/workflow-folder.service.js';
import { WorkflowView } from './workflows/workflow.view.js';
import { WorkflowsController } from './workflows/workflows.controller.js';
import { WorkflowsService } from './workflows/workflows.service.js';

/** What the composition root plugs in, by the tokens under which `imports` export it. */
export interface AdminPorts {
  readonly imports: NonNullable<ModuleMetadata['imports']>;
  /** A `TaskCatalog`. */
  readonly catalog: InjectionToken;
  /** A `Trigger`. */
  readonly trigger: InjectionToken;
  /** A `TestRunner`. */
  readonly tests: InjectionToken;
  /** A `Bell`. */
  readonly bell: InjectionToken;
}

const VIEWS = [
  ApprovalView,
  ArchiveView,
  AuditView,
  DeadLetterView,
  DeliveryView,
  DocumentedHooksView,
  ExecutionView,
  LimitUseView,
  SsfStreamView,
  WorkflowView,
];
const REPOSITORIES = [
  AccessTokensRepository,
  DirectoryAdminRepository,
  EnvironmentsRepository,
  HooksRepository,
  RegistrationsRepository,
  ReplayRepository,
  RestartRepository,
  SamplesRepository,
  SecretUseRepository,
  SourcesRepository,
  TenantsRepository,
];
const SERVICES = [
  AccessGuard,
  AccessTokens,
  ApprovalLinks,
  Approvals,
  Archives,
  ApprovalStores,
  Curls,
  DeadLettersService,
  Deployments,
  Differences,
  DirectoriesAdmin,
  DocumentChecker,
  Environments,
  ExecutionControl,
  HookSigner,
  HooksService,
  HookUrls,
  KnownNamesView,
  Journal,
  Plans,
  PlanSources,
  ReplayParts,
  Restarts,
  Samples,
  Sealings,
  SourceSecrets,
  SourcesService,
  SsfRegistration,
  SsfStores,
  SsfStreams,
  TokenGuesses,
  TokensService,
  Transmitters,
  Triggers,
  TriggerTests,
  VisibleExecutions,
  WorkflowFolder,
  WorkflowsService,
];

const REGISTRIES = [
  { provide: PRESETS, useFactory: loadPresets },
  {
    provide: KNOWN,
    inject: [PRESETS],
    useFactory: (presets: Presets) => ({ presets, vocabulary: loadVocabulary(presets.keys()) }),
  },
];

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
  ],
  providers: [...VIEWS, ...REPOSITORIES, ...SERVICES, ...REGISTRIES],
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
        { provide: BELL, useExisting: ports.bell },
      ],
    };
  }
}
