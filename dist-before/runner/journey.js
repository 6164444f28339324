export const EMPTY_INBOX = { asOf: new Date(0), events: new Map(), verdicts: new Map() };
//# sourceMappingURL=journey.js.map