import { applyChange } from '../directories/change.js';
import type {
  ChangeResult,
  Directory,
  DirectoryCall,
  DirectoryChange,
  DirectoryUser,
  OutsideDirectory,
} from '../directories/directory.js';
import { SubjectNotFound } from '../errors/errors.js';
import type { PlanBook } from './plan-book.js';
import type { PlannedCall } from './plan.js';
import { hasPlaceholder } from './unknown.js';
import { plannedCall, WithheldCall } from './withheld-call.js';

/** Reads a user of a built-in directory; null when there is none. */
export type FindUser = (directory: string, user: string) => Promise<DirectoryUser | null>;

interface Known {
  readonly user: DirectoryUser | null;
  /** A change before this one would have been made of it. */
  readonly isPlanned: boolean;
}

const NOTHING_KNOWN: ChangeResult = { changed: true, user: null, difference: {} };

/** Users as the changes planned so far would leave them. Each is read at most once; nothing is written. */
export class PlannedUsers {
  private readonly known = new Map<string, Known>();

  constructor(private readonly findOwn: FindUser) {}

  /** The directory as tasks see it. Changes are written into `book`; an outside one must be behind a reading way. */
  open(directory: Directory, book: PlanBook): OutsideDirectory {
    const { name } = directory;
    return { kind: 'outside', name, apply: (change, call) => this.apply(directory, change, { book, call }) };
  }

  private async apply(
    directory: Directory,
    change: DirectoryChange,
    { book, call }: { readonly book: PlanBook; readonly call: DirectoryCall },
  ): Promise<ChangeResult> {
    if (hasPlaceholder(change.user)) {
      book.meet(call.idempotencyKey, undefined);
      this.note(directory, change, { book, call, result: null, sent: null });
      return NOTHING_KNOWN;
    }
    const key = `${directory.name}\0${change.user}`;
    const before = this.known.get(key) ?? (await this.find(directory, change, { book, call }));
    this.known.set(key, before);
    book.meet(call.idempotencyKey, directory.kind === 'own' ? before.user : undefined); // as a run does
    const sent =
      change.kind === 'user.get' || before.isPlanned ? null : await sentBy(directory, change, call);
    const result = sent && 'changed' in sent ? sent : applyChange(before.user, change);
    this.known.set(key, { user: result.user, isPlanned: before.isPlanned || result.changed });
    this.note(directory, change, { book, call, result, sent: sent && 'kind' in sent ? sent : null });
    return result;
  }

  /** As `read`; what a reading that is withheld leaves of the change is noted before it is thrown. */
  private async find(
    directory: Directory,
    change: DirectoryChange,
    { book, call }: { readonly book: PlanBook; readonly call: DirectoryCall },
  ): Promise<Known> {
    try {
      return await this.read(directory, change.user, call);
    } catch (error) {
      if (error instanceof WithheldCall) {
        book.meet(call.idempotencyKey, undefined);
        this.note(directory, change, { book, call, result: null, sent: null });
      }
      throw error;
    }
  }

  private async read(directory: Directory, user: string, call: DirectoryCall): Promise<Known> {
    if (directory.kind === 'own') {
      return { user: await this.findOwn(directory.name, user), isPlanned: false };
    }
    try {
      const read = await directory.apply({ kind: 'user.get', user }, call);
      return { user: read.user, isPlanned: false };
    } catch (error) {
      if (error instanceof SubjectNotFound) {
        return { user: null, isPlanned: false };
      }
      throw error;
    }
  }

  private note(
    { name }: Directory,
    change: DirectoryChange,
    found: {
      readonly book: PlanBook;
      readonly call: DirectoryCall;
      readonly result: ChangeResult | null;
      readonly sent: PlannedCall | null;
    },
  ): void {
    if (change.kind === 'user.get') {
      return;
    }
    const { book, call, result, sent } = found;
    const { changed = null, difference = {} } = result ?? {};
    const { kind, user } = change;
    const destructive = book.isDestructive(call.idempotencyKey);
    const noted = { directory: name, change: kind, user, destructive, changed, difference, call: sent };
    book.add(call.idempotencyKey, { kind: 'change', ...noted });
  }
}

/** The call an outside directory would make first; its result when it finds nothing to do. Throws what it throws. */
async function sentBy(
  directory: Directory,
  change: DirectoryChange,
  call: DirectoryCall,
): Promise<PlannedCall | ChangeResult | null> {
  if (directory.kind === 'own') {
    return null;
  }
  try {
    return await directory.apply(change, call);
  } catch (error) {
    if (error instanceof WithheldCall) {
      return plannedCall(error.request);
    }
    throw error;
  }
}
