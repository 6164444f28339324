import { Inject, Injectable } from '@nestjs/common';
import { UnsupportedMediaType } from '../../errors/errors.js';
import type { Presets } from '../../intake/verification/presets.js';
import { settingsFault } from '../../intake/verification/settings-fault.js';
import { isWithinReach, type Reach } from '../../ledger/reach.view.js';
import { missingNames } from '../../workflow/check-names.js';
import { wrongInputs } from '../../workflow/check-subflows.js';
import type { TaskCatalog, WebhookTrigger, WorkflowDocument } from '../../workflow/document.js';
import type { Fault } from '../../workflow/fault.js';
import { parseWorkflow, type ParseResult } from '../../workflow/parse.js';
import { readYaml } from '../../workflow/read-yaml.js';
import type { Report } from '../../workflow/report.js';
import { suggest } from '../../config/suggest.js';
import { namespaceOf, subflowName } from '../../workflow/tasks/subflow-call.js';
import { CATALOG, PRESETS } from '../ports.js';
import { EventTypesView } from './event-types.view.js';
import { KnownNamesView } from './known-names.view.js';

/** Workflows that are saved along with a document, by `namespace/id`; null where nothing but the name is known. */
export type Beside = ReadonlyMap<string, WorkflowDocument | null>;

/** Says what is wrong with a document, against the actions and profiles this program ships. */
@Injectable()
export class DocumentChecker {
  constructor(
    @Inject(CATALOG) private readonly catalog: TaskCatalog,
    @Inject(PRESETS) private readonly presets: Presets,
    private readonly names: KnownNamesView,
    private readonly types: EventTypesView,
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

  /**
   * The warnings of a document, of each name in it of what is not there where it is deployed, of event types that are nearly
   * those of their source, and of inputs that workflows within reach do not take.
   */
  async warnings(
    text: string,
    { document, warnings, calls = [] }: ParseResult,
    reach: Reach,
    {
      environment,
      beside = new Map(),
    }: { readonly environment: string; readonly beside?: Beside | undefined },
  ): Promise<readonly Fault[]> {
    if (!document) {
      return warnings;
    }
    const { namespace } = document;
    const own: Beside = new Map([...beside, [`${namespace}/${document.id}`, document]]);
    const names = new Set(calls.map(({ workflow }) => subflowName(namespace, workflow)));
    const called = await this.called(names, own, reach, environment);
    const known = await this.names.of(reach, namespace, environment);
    const workflows = [...new Set([...known.workflows, ...beside.keys()])];
    const missing = missingNames(text, { ...known, workflows });
    const misspelt = await this.types.misspelt(text, reach);
    return [...warnings, ...missing, ...misspelt, ...wrongInputs(text, calls, document, called)].toSorted(
      (one, other) => one.line - other.line || one.column - other.column,
    );
  }

  /** One that runs itself, or one that comes along, takes what it says now. */
  private async called(
    names: ReadonlySet<string>,
    now: Beside,
    reach: Reach,
    environment: string,
  ): Promise<ReadonlyMap<string, WorkflowDocument>> {
    const others = [...names].filter((name) => !now.has(name) && isWithinReach(reach, namespaceOf(name)));
    const found = await this.names.documents(reach.tenant, environment, others);
    const known = [...now].flatMap(([name, document]) =>
      document === null ? [] : [[name, document] as const],
    );
    return new Map([...found, ...known]);
  }

  /** A hook whose profile nobody ships, or cannot be used as it is set, would refuse every delivery: better said now. */
  private profileFaults(text: string, document: WorkflowDocument): readonly Fault[] {
    const { report } = readYaml(text);
    for (const [at, trigger] of document.triggers.entries()) {
      if (trigger.type === 'webhook' && trigger.verify) {
        this.checkProfile(trigger.verify, `/triggers/${at}/verify`, report);
      }
    }
    return report.faults;
  }

  private checkProfile(
    { profile: name, secrets, config }: NonNullable<WebhookTrigger['verify']>,
    place: string,
    report: Report,
  ): void {
    const profile = this.presets.get(name);
    if (profile === undefined) {
      const suggestion = suggest(name, this.presets.keys());
      report.fault(`${place}/profile`, `there is no profile '${name}'`, { suggestion });
      return;
    }
    const fault = settingsFault(profile, config ?? {}, secrets.length);
    if (fault !== null) {
      report.fault(`${place}/${config === undefined ? 'profile' : 'config'}`, fault);
    }
  }
}

function requireText(text: unknown): string {
  if (typeof text !== 'string') {
    throw new UnsupportedMediaType('send the document as application/yaml, text/yaml or application/json');
  }
  return text;
}
