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
import { OrderRepository } from '../ledger/order.repository.js';
import { BlastRadius } from './blast-radius.service.js';
import { begun, beginningOf, superseded } from './not-run.js';
/** What steps may do is decided in the transaction that records them. Costs nothing where nothing is asked. */
let Permits = class Permits {
    order;
    radius;
    constructor(order, radius) {
        this.order = order;
        this.radius = radius;
    }
    /** The steps as they may be committed with `tx`. */
    async grant(tx, steps) {
        return this.radius.admit(tx, await this.inOrder(tx, steps));
    }
    /** The steps, those that begin in the order of events with a note of it, and those that are too late at their end. */
    async inOrder(tx, steps) {
        const beginnings = steps.flatMap((step) => beginningOf(step) ?? []);
        if (beginnings.length === 0) {
            return steps;
        }
        const late = await this.order.begin(tx, beginnings);
        const asking = new Set(beginnings.map(({ executionId }) => executionId));
        return steps.map((step) => {
            const { id } = step.journey.execution;
            const newer = late.get(id);
            return newer ? superseded(step, newer) : asking.has(id) ? begun(step) : step;
        });
    }
};
Permits = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [OrderRepository,
        BlastRadius])
], Permits);
export { Permits };
//# sourceMappingURL=permits.service.js.map