import { REDACTED } from '../workflow/expression/template.js';

/** Secrets of which only the names are known: whatever is made of one says `[redacted]`. Its list of values is empty. */
export class WithheldSecrets extends Map<string, string> {
  /** `names` null: every name is one. */
  constructor(private readonly names: ReadonlySet<string> | null) {
    super();
  }

  override get(name: string): string | undefined {
    return this.names === null || this.names.has(name) ? REDACTED : undefined;
  }
}
