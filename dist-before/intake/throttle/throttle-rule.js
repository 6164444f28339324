/** A window is counted in so many slices; a request counts until the slice it came in has left the window. */
export const SLICES = 20;
/** What is to be told: the rule with the longest wait of those that refused, else the one with least room. */
export function verdictOf(allowed, states) {
    const room = ({ rule, used }) => rule.limit - used;
    const [state] = allowed
        ? states.toSorted((one, other) => room(one) - room(other))
        : states.filter((one) => room(one) <= 0).toSorted((one, other) => other.waitMs - one.waitMs);
    return { allowed, state: state };
}
//# sourceMappingURL=throttle-rule.js.map