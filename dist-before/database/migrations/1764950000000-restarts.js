/** Who restarts an execution finds the one that runs again for it. */
export class Restarts1764950000000 {
    async up(db) {
        await db.query('create index open_execution_replay_idx on open_execution (replay_of) where replay_of is not null');
    }
    async down(db) {
        await db.query('drop index open_execution_replay_idx');
    }
}
//# sourceMappingURL=1764950000000-restarts.js.map