import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, type Clock } from '../config/clock.js';
import { DEFAULT_ENVIRONMENT } from '../config/places.js';
import { InvalidParameters, InvalidRequest, NotFound } from '../errors/errors.js';
import type { WorkflowRow } from '../workflow/revisions.repository.js';
import { TriggerIndex } from '../workflow/trigger-match.js';
import { eventsOf } from './events-of.js';
import { usualLocators } from './gate.js';
import type { Deployed, Hook } from './hook.js';
import { HookDirectory } from './hook-directory.service.js';
import { isJsonObject } from './parsing/json.js';
import { placeParameters, type PlainRequest } from './parameters/place-parameters.js';
import { credentialNames } from './proof-names.js';
import { Recording } from './recording.service.js';
import { viewOf } from './signing/draft-request.js';
import { writeRequest } from './signing/write-request.js';
import type { SourceDefinition } from './source-definition.js';
import { asSecurityEvent } from './ssf/security-event.js';
import { ManualTrigger } from './trigger.service.js';
import { compileEvents, type EventReader, type ExtractedEvent } from './verification/events.js';
import type { RequestView } from './verification/request-view.js';
import { loadPresets } from './verification/presets.js';
import type { TokenPlace } from './verification/token.js';
import { loadVocabulary } from './vocabulary/vocabulary.js';

export interface TestRequest extends PlainRequest {
  readonly method?: string;
  /** Values by the names of the trigger's parameters. */
  readonly parameters?: Readonly<Record<string, unknown>>;
}

/** A source as a test of it needs it. */
export interface TestedSource {
  readonly tenant: string;
  readonly environment: string;
  readonly name: string;
  readonly hookId: string;
  readonly definition: SourceDefinition;
}

export interface TestOutcome {
  /** Null when the request holds no event about an identity. */
  readonly event: string | null;
  readonly executions: readonly string[];
}

interface Plan {
  readonly hook: Pick<Hook, 'id' | 'tenant' | 'environment' | 'owner'>;
  readonly triggers: TriggerIndex<Deployed>;
  readonly proofs: Pick<SourceDefinition, 'event' | 'vocabulary'> & {
    readonly token?: TokenPlace;
    readonly verify?: { readonly profile: string; readonly config?: Readonly<Record<string, unknown>> };
  };
}

const NO_TRIGGERS = new TriggerIndex<Deployed>([]);

/**
 * Runs what a delivery would have started, without one: from the event on it is the same way, marked as a test. No proof is
 * asked for: the caller of the API is known.
 */
@Injectable()
export class TestRuns {
  private readonly presets = loadPresets();
  private readonly vocabulary = loadVocabulary(this.presets.keys());

  constructor(
    private readonly manual: ManualTrigger,
    private readonly hooks: HookDirectory,
    private readonly recording: Recording,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * One trigger alone, also where it is switched off; `source` is that of an event trigger. Throws NotFound where the
   * workflow is not deployed or is disabled, InvalidRequest naming every wrong parameter.
   */
  async ofTrigger(
    row: WorkflowRow,
    triggerId: string,
    at: { readonly hookId: string; readonly source?: TestedSource },
    request: TestRequest,
  ): Promise<TestOutcome> {
    const deployed = await this.manual.requireDeployed(row);
    const trigger = deployed.triggers.find(({ definition }) => definition.id === triggerId);
    if (!trigger) {
      throw new NotFound('the workflow has no such trigger there', { trigger: triggerId });
    }
    const { tenant, environment } = deployed;
    const place = { id: at.hookId, tenant, environment };
    const { definition } = trigger;
    if (definition.type === 'webhook') {
      const owner = { kind: 'workflow', deployed, trigger } as const;
      const placed = placeParameters(trigger.parameters ?? [], request.parameters ?? {}, request);
      const plan = { hook: { ...place, owner }, triggers: NO_TRIGGERS, proofs: definition };
      return this.run(plan, { ...placed, ...methodOf(request) });
    }
    const on = { ...trigger, definition: { ...definition, enabled: true } };
    const hook = { ...place, owner: { kind: 'source', name: definition.source } as const };
    const triggers = new TriggerIndex([{ ...deployed, triggers: [on] }]);
    return this.run({ hook, triggers, proofs: at.source?.definition ?? {} }, withoutParameters(request));
  }

  /** Every workflow that waits for the event of a source. */
  async ofSource(source: TestedSource, request: TestRequest): Promise<TestOutcome> {
    const { tenant, environment, name, hookId, definition } = source;
    const hook = { id: hookId, tenant, environment, owner: { kind: 'source', name } as const };
    const triggers = this.hooks.triggers(tenant, environment);
    return this.run({ hook, triggers, proofs: definition }, withoutParameters(request));
  }

  private async run({ hook, triggers, proofs }: Plan, request: TestRequest): Promise<TestOutcome> {
    const view = viewOf(writeRequest(request, { method: request.method ?? 'POST', url: urlOf(hook) }));
    const now = this.clock.now();
    const { verify, event, vocabulary, token } = proofs;
    const profile = verify && this.presets.get(verify.profile);
    const read = compileEvents(usualLocators(profile, event), verify?.config);
    const extracted = profile?.errors === 'rfc8935' ? securityEvents(view, read) : read(view);
    const commonTypeOf = this.vocabulary.namingOf(verify?.profile ?? null, vocabulary);
    const names = credentialNames({
      config: verify?.config ?? {},
      ...(profile && { profile }),
      ...(token && { token }),
    });
    const there = { ...hook, gate: { commonTypeOf, credentialNames: names } };
    const arrival = { hook: there, view, remoteAddress: 'api', triggers, now, test: true };
    const events = asCallers(() => eventsOf(arrival, extracted));
    const recorded = events.length === 0 ? [] : await this.recording.record(events);
    return {
      event: recorded[0]?.eventId ?? null,
      executions: recorded.flatMap(({ executions }) => executions),
    };
  }
}

/** The body stands for the claims of the token that would have come. */
function securityEvents(view: RequestView, read: EventReader): ExtractedEvent[] {
  const { json } = view;
  if (json.ok && isJsonObject(json.value)) {
    view.claims = json.value;
    view.tokenIsMessage = true;
  }
  return read(view).map((event) => asSecurityEvent(event, view.claims));
}

const methodOf = ({ method }: TestRequest): { method?: string } => (method === undefined ? {} : { method });

/** What the sender would have called. */
function urlOf({ environment }: Pick<Hook, 'environment'>): string {
  return environment === DEFAULT_ENVIRONMENT ? '/' : `/?${new URLSearchParams({ environment }).toString()}`;
}

function withoutParameters(request: TestRequest): TestRequest {
  placeParameters([], request.parameters ?? {});
  return request;
}

/** A delivery with wrong parameters is answered 400, so that is what a caller is told. */
function asCallers<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof InvalidParameters && error.details['errors'] !== undefined) {
      throw new InvalidRequest(error.message, error.details);
    }
    throw error;
  }
}
