/** Why an execution was given up on. */
export const BURIAL_REASONS = [
    'permanent',
    'exhausted',
    'unexpected',
    'poison',
    'concurrency',
    'quota',
    'invalid_document',
];
//# sourceMappingURL=dead-letter.js.map