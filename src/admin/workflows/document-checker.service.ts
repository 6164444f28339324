import { Inject, Injectable } from '@nestjs/common';
import { UnsupportedMediaType } from '../../errors/errors.js';
import type { Presets } from '../../intake/verification/presets.js';
import { missingNames } from '../../workflow/check-names.js';
import type { TaskCatalog, WorkflowDocument } from '../../workflow/document.js';
import type { Fault } from '../../workflow/fault.js';
import { parseWorkflow, type ParseResult } from '../../workflow/parse.js';
import { readYaml } from '../../workflow/read-yaml.js';
import { suggest } from '../../workflow/suggest.js';
import { CATALOG, PRESETS } from '../ports.js';
import { KnownNamesView } from './known-names.view.js';

/** Says what is wrong with a document, against the actions and profiles this program ships. */
@Injectable()
export class DocumentChecker {
  constructor(
    @Inject(CATALOG) private readonly catalog: TaskCatalog,
    @Inject(PRESETS) private readonly presets: Presets,
    private readonly names: KnownNamesView,
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

  /** The warnings of a document, and of each name in it of what is not there where it is deployed. */
  async warnings(
    text: string,
    { document, warnings }: ParseResult,
    { tenant, environment }: { readonly tenant: string; readonly environment: string },
  ): Promise<readonly Fault[]> {
    if (!document) {
      return warnings;
    }
    const missing = missingNames(text, await this.names.of(tenant, document.namespace, environment));
    return [...warnings, ...missing].toSorted(
      (one, other) => one.line - other.line || one.column - other.column,
    );
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
