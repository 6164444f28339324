export const FORMAT = 'signet-audit-log/1';
//# sourceMappingURL=log-line.js.map