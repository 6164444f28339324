import { digestOf } from '../ledger/execution-record.js';
import { erasedIn } from './erasure.js';
import type { LogFault } from './log-fault.js';

/**
 * Holds what is gone from a log against what its entries say was erased. They come after what they name, so all that is
 * gone is kept in mind until the end.
 */
export class ErasureCheck {
  private readonly named: { entries: Set<string>; executions: Map<string, string> } = {
    entries: new Set(),
    executions: new Map(),
  };
  private readonly bare = new Map<string, number | null>();
  private readonly changed = new Map<string, { readonly digest: string; readonly what: string }>();
  /** Executions of which what is left is what an erasure left. */
  executions = 0;

  /** Takes what an entry says was erased. */
  name(privateText: string): void {
    const { entries, executions } = erasedIn(privateText);
    entries.forEach((id) => this.named.entries.add(id));
    executions.forEach((digest, id) => this.named.executions.set(id, digest));
  }

  /** An entry has no private part any more. */
  isBare(id: string, number: number | null): void {
    this.bare.set(id, number);
  }

  /** A record is not the one that went into the log; `what` is wrong unless it was erased. */
  isChanged(execution: string, text: string, what: string): void {
    this.changed.set(execution, { digest: digestOf(text), what });
  }

  /** What is gone and nobody erased. */
  settle(): LogFault[] {
    const bare = [...this.bare].filter(([id]) => !this.named.entries.has(id));
    const changed = [...this.changed].filter(([id, { digest }]) => !this.isLeft(id, digest));
    this.executions = this.changed.size - changed.length;
    return [
      ...bare.map(([id, number]) => ({
        id,
        number,
        what: 'its private part is gone, and no entry says that it was erased',
      })),
      ...changed.map(([id, { what }]) => ({ id: null, number: null, what: `execution ${id}: ${what}` })),
    ];
  }

  private isLeft(execution: string, digest: string): boolean {
    const left = this.named.executions.get(execution);
    return left !== undefined && Buffer.from(left).equals(Buffer.from(digest));
  }
}
