import type { Fault } from './fault.js';
import { readablePath } from './pointer.js';
import type { Positions } from './positions.js';

/** Most faults that are told at once; a text that is no workflow at all would have thousands. */
export const MAX_FAULTS = 100;
/** Longest path and message: either may quote what the author wrote, which may be as long as a document. */
const LONGEST = 600;

export interface Where {
  /** Point at the name of the member, not at its value. */
  readonly atKey?: boolean;
  /** UTF-16 units from the start of the string at this place. */
  readonly offset?: number;
  readonly suggestion?: string | undefined;
}

/** Gathers what is wrong with one document. */
export class Report {
  private readonly found: Fault[] = [];
  private readonly flagged: Fault[] = [];

  constructor(
    private readonly positions: Positions,
    private readonly file?: string,
  ) {}

  /** Another one over the same text, in which nothing is found yet. */
  again(): Report {
    return new Report(this.positions, this.file);
  }

  /** `place` is a JSON pointer; of a place that is not in the document, the nearest one above it is shown. */
  fault(place: string, message: string, where: Where = {}): void {
    this.add(this.found, place, message, where);
  }

  warn(place: string, message: string, where: Where = {}): void {
    this.add(this.flagged, place, message, where);
  }

  /** Nothing more will be told. */
  get isFull(): boolean {
    return this.found.length >= MAX_FAULTS;
  }

  get faults(): Fault[] {
    return inOrder(this.found);
  }

  get warnings(): Fault[] {
    return inOrder(this.flagged);
  }

  private add(told: Fault[], place: string, message: string, where: Where): void {
    if (told.length >= MAX_FAULTS) {
      return;
    }
    const fault = this.describe(place, message, where);
    const isKnown = told.some(
      (one) => one.path === fault.path && one.message === fault.message && one.line === fault.line,
    );
    if (!isKnown) {
      told.push(fault);
    }
  }

  private describe(place: string, message: string, { atKey, offset, suggestion }: Where): Fault {
    return {
      path: clipped(readablePath(place)),
      ...this.positions.locate(place, { atKey: atKey ?? false, offset: offset ?? 0 }),
      message: clipped(message),
      ...(suggestion === undefined ? {} : { suggestion }),
      ...(this.file === undefined ? {} : { file: this.file }),
    };
  }
}

function clipped(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}...` : text;
}

function inOrder(faults: readonly Fault[]): Fault[] {
  return faults.toSorted((one, other) => one.line - other.line || one.column - other.column);
}
