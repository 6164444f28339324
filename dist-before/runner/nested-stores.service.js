var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import { Injectable } from '@nestjs/common';
import { ApprovalRepository } from '../ledger/approval.repository.js';
import { ControlRepository } from '../ledger/control.repository.js';
import { OwnChangeRepository } from '../ledger/own-change.repository.js';
import { SubflowRepository } from '../ledger/subflow.repository.js';
import { WaitRepository } from '../ledger/wait.repository.js';
import { ownChangesOf } from './own-changes.js';
/** Executions that start others, what is asked of them, what they wait for, and what of theirs may come back. */
let NestedStores = class NestedStores {
    subflows;
    control;
    waits;
    approvals;
    changes;
    constructor(subflows, control, waits, approvals, changes) {
        this.subflows = subflows;
        this.control = control;
        this.waits = waits;
        this.approvals = approvals;
        this.changes = changes;
    }
    /** Writes what goes with the steps besides their records. */
    async save(tx, steps) {
        await this.saveChanges(tx, steps);
        await this.saveSubflows(tx, steps);
        await this.saveWaits(tx, steps);
    }
    async saveChanges(tx, steps) {
        const changes = steps.flatMap((step) => ownChangesOf(step));
        if (changes.length > 0) {
            await this.changes.note(tx, changes);
        }
    }
    async saveSubflows(tx, steps) {
        const opens = steps.flatMap(({ state }) => state.notes.opens);
        const cancels = steps.flatMap(({ state }) => state.notes.cancels);
        if (opens.length > 0) {
            await this.subflows.open(tx, opens);
        }
        for (const id of cancels) {
            await this.control.ask(tx, id, 'cancel');
        }
    }
    async saveWaits(tx, steps) {
        const { waits, approvals } = this;
        const asked = steps.flatMap(({ state }) => state.notes.approvals);
        const decided = steps.flatMap(({ state }) => state.notes.approvalsOver);
        if (asked.length > 0) {
            await approvals.ask(tx, asked);
        }
        if (decided.length > 0) {
            await approvals.close(tx, decided);
        }
        const begun = steps.flatMap(({ state }) => state.notes.waits);
        const over = steps.flatMap(({ state }) => state.notes.waitsOver);
        const passedOver = steps.flatMap(({ state }) => state.notes.passedOver);
        if (begun.length > 0) {
            await waits.begin(tx, begun);
        }
        if (passedOver.length > 0) {
            await waits.pass(tx, passedOver);
        }
        if (over.length > 0) {
            await waits.end(tx, over);
        }
    }
};
NestedStores = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [SubflowRepository,
        ControlRepository,
        WaitRepository,
        ApprovalRepository,
        OwnChangeRepository])
], NestedStores);
export { NestedStores };
//# sourceMappingURL=nested-stores.service.js.map