/** So many requests in any time of a length, counted under a key. No part of the key may be a sender's to choose. */
export interface ThrottleRule {
  readonly key: string;
  readonly limit: number;
  readonly windowMs: number;
}

/** How one rule stands after a request was counted, or refused and not counted. */
export interface RuleState {
  readonly rule: ThrottleRule;
  /** Requests counted in the window, this one included when it was let through. */
  readonly used: number;
  /** Milliseconds until a request leaves the window and makes room for another. */
  readonly waitMs: number;
}

export interface ThrottleVerdict {
  readonly allowed: boolean;
  /** Of the rule that refused, else of the one that is nearest to it. */
  readonly state: RuleState;
}

/** A window is counted in so many slices; a request counts until the slice it came in has left the window. */
export const SLICES = 20;

/** What is to be told: the rule with the longest wait of those that refused, else the one with least room. */
export function verdictOf(allowed: boolean, states: readonly RuleState[]): ThrottleVerdict {
  const room = ({ rule, used }: RuleState): number => rule.limit - used;
  const [state] = allowed
    ? states.toSorted((one, other) => room(one) - room(other))
    : states.filter((one) => room(one) <= 0).toSorted((one, other) => other.waitMs - one.waitMs);
  return { allowed, state: state! };
}
