/** What the management API is made of, besides its controllers. */
import { AuditTreeView } from '../audit/tree.view.js';
import { AuditView } from '../audit/audit.view.js';
import { AuditLines } from './audit/audit-lines.service.js';
import { ExecutionRecords } from './audit/execution-records.service.js';
import { LinesAnswer } from './lines-answer.service.js';
import { BacktestLines } from './planning/backtest-lines.service.js';
import { DirectoryAdminRepository } from '../directories/directory-admin.repository.js';
import { SamplesRepository } from '../intake/samples/samples.repository.js';
import { SecretUseRepository } from '../intake/secret-use.repository.js';
import { loadPresets, type Presets } from '../intake/verification/presets.js';
import { loadVocabulary } from '../intake/vocabulary/vocabulary.js';
import { DeliveryView } from '../ledger/delivery.view.js';
import { ErasureRepository } from '../ledger/erasure.repository.js';
import { ExecutionRecordView } from '../ledger/execution-record.view.js';
import { ExecutionView } from '../ledger/execution.view.js';
import { ApprovalView } from '../ledger/approval.view.js';
import { ApprovalLinks } from './approvals/approval-links.service.js';
import { Approvals, ApprovalStores } from './approvals/approvals.service.js';
import { ArchiveView } from './archives/archive.view.js';
import { Archives } from './archives/archives.service.js';
import { DeadLettersService, ReplayParts } from '../recovery/dead-letters.service.js';
import { DeadLetterView } from '../recovery/dead-letter.view.js';
import { ExecutionControl } from '../recovery/execution-control.service.js';
import { ReplayRepository } from '../recovery/replay.repository.js';
import { RestartRepository } from '../recovery/restart.repository.js';
import { Restarts } from '../recovery/restarts.service.js';
import { RegistrationsRepository } from '../ssf/registrations.repository.js';
import { Transmitters } from '../ssf/transmitters.service.js';
import { AccessGuard } from './access/access.guard.js';
import { AccessTokensRepository } from './access/access-tokens.repository.js';
import { AccessTokens } from './access/access-tokens.service.js';
import { TokenGuesses } from './access/token-guesses.service.js';
import { DirectoriesAdmin } from './directories/directories-admin.service.js';
import { EnvironmentsRepository } from './environments/environments.repository.js';
import { Environments } from './environments/environments.service.js';
import { Erasures } from './erasures/erasures.service.js';
import { VisibleExecutions } from './executions/visible-executions.service.js';
import { HooksRepository } from './hooks/hooks.repository.js';
import { HooksService } from './hooks/hooks.service.js';
import { Journal } from './journal.service.js';
import { DocumentedHooksView } from './openapi/documented-hooks.view.js';
import { KNOWN, PRESETS } from './ports.js';
import { Plans, PlanSources } from './planning/plans.service.js';
import { Samples } from './samples/samples.service.js';
import { LimitUseView } from './limits/limit-use.view.js';
import { SourcesRepository } from './sources/sources.repository.js';
import { Sealings } from './sources/sealings.service.js';
import { SourceSecrets } from './sources/source-secrets.service.js';
import { SourcesService } from './sources/sources.service.js';
import { SsfRegistration } from './sources/ssf-registration.service.js';
import { SsfStreamView } from './sources/ssf-stream.view.js';
import { SsfStores, SsfStreams } from './sources/ssf-streams.service.js';
import { StreamDoors } from './sources/stream-doors.service.js';
import { TenantsRepository } from './tenants/tenants.repository.js';
import { TokensService } from './tokens/tokens.service.js';
import { Curls } from './triggers/curls.service.js';
import { HookSigner } from './triggers/hook-signer.service.js';
import { HookUrls } from './triggers/hook-urls.service.js';
import { TriggerTests } from './triggers/trigger-tests.service.js';
import { Triggers } from './triggers/triggers.service.js';
import { Deployments } from './workflows/deployments.service.js';
import { Differences } from './workflows/differences.service.js';
import { DocumentChecker } from './workflows/document-checker.service.js';
import { EventTypesView } from './workflows/event-types.view.js';
import { KnownNamesView } from './workflows/known-names.view.js';
import { WorkflowFolder } from './workflows/workflow-folder.service.js';
import { WorkflowView } from './workflows/workflow.view.js';
import { WorkflowsService } from './workflows/workflows.service.js';
import { DrillView } from '../ledger/drill.view.js';
import { Drills } from './drill/drills.service.js';

const VIEWS = [
  ApprovalView,
  ArchiveView,
  AuditLines,
  ExecutionRecords,
  AuditTreeView,
  AuditView,
  DeadLetterView,
  DeliveryView,
  DocumentedHooksView,
  DrillView,
  EventTypesView,
  ExecutionRecordView,
  ExecutionView,
  LimitUseView,
  SsfStreamView,
  WorkflowView,
];
const REPOSITORIES = [
  AccessTokensRepository,
  DirectoryAdminRepository,
  EnvironmentsRepository,
  ErasureRepository,
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
  BacktestLines,
  LinesAnswer,
  Curls,
  DeadLettersService,
  Deployments,
  Differences,
  DirectoriesAdmin,
  DocumentChecker,
  Drills,
  Environments,
  Erasures,
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
  StreamDoors,
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

export const ADMIN_PROVIDERS = [...VIEWS, ...REPOSITORIES, ...SERVICES, ...REGISTRIES];
