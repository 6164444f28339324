/** A list by workflow and type finds what meets both, however seldom that is. */
export class WorkflowTypes1765040000000 {
    async up(db) {
        await db.query('create index execution_workflow_type_idx on execution (workflow_id, event_type, id)');
    }
    async down(db) {
        await db.query('drop index execution_workflow_type_idx');
    }
}
//# sourceMappingURL=1765040000000-workflow-types.js.map