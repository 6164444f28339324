/** What executions that left a worker leave free for others since it was last taken: lanes, slots of limits, parents. */
export class Freed {
    lanes = new Set();
    scopes = new Set();
    parents = new Set();
    get isEmpty() {
        return this.lanes.size + this.scopes.size + this.parents.size === 0;
    }
    /** One that is tried again keeps its lane; who waits for it is told of its end alone. */
    note({ lane, claimScope, parentId }, { kind }) {
        if (kind !== 'retry' && lane !== null) {
            this.lanes.add(lane);
        }
        if (kind === 'final' && parentId !== null) {
            this.parents.add(parentId);
        }
        if (claimScope !== null) {
            this.scopes.add(claimScope);
        }
    }
    noteParents(ids) {
        ids.forEach((id) => this.parents.add(id));
    }
    take() {
        const { lanes, scopes, parents } = this;
        this.lanes = new Set();
        this.scopes = new Set();
        this.parents = new Set();
        return { lanes: [...lanes], scopes, parents: [...parents] };
    }
}
//# sourceMappingURL=freed.js.map