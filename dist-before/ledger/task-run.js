export const TASK_RUN_STATUSES = [
    'started',
    'succeeded',
    'retrying',
    'waiting',
    'failed',
    'skipped',
    'cancelled',
];
export const FINAL_STATUSES = ['succeeded', 'dead', 'cancelled', 'skipped', 'superseded'];
//# sourceMappingURL=task-run.js.map