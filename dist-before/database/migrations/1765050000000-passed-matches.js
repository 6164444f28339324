/** What a wait has passed over is told from what it has yet to look at, for as long as it may be found again. */
export class PassedMatches1765050000000 {
    async up(db) {
        await db.query('alter table event_match add column passed boolean not null default false');
    }
    async down(db) {
        await db.query('delete from event_match where passed');
        await db.query('alter table event_match drop column passed');
    }
}
//# sourceMappingURL=1765050000000-passed-matches.js.map