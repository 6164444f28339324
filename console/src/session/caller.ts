import { createContext, useContext } from 'react';
import type { Role } from '../../../src/admin/access/caller.js';

/** Who has signed in. */
export interface CallerView {
  readonly name: string;
  readonly tenant: string;
  readonly role: Role;
  /** None: all. */
  readonly namespaces: readonly string[];
}

export const CallerContext = createContext<CallerView | null>(null);

/** Below the sign-in there is always one. */
export function useCaller(): CallerView {
  const caller = useContext(CallerContext);
  if (caller === null) {
    throw new Error('nobody has signed in');
  }
  return caller;
}

/** Whether the caller may do what these roles may. What the console shows is a courtesy: the API decides. */
export function useMay(...roles: readonly Role[]): boolean {
  const { role } = useCaller();
  return role === 'admin' || roles.includes(role);
}
