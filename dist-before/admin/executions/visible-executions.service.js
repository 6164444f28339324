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
import { NotFound } from '../../errors/errors.js';
import { Watcher } from '../../intake/answers/watcher.service.js';
import { isWithinReach } from '../../ledger/reach.view.js';
/** Executions as far as somebody reaches. */
let VisibleExecutions = class VisibleExecutions {
    watcher;
    constructor(watcher) {
        this.watcher = watcher;
    }
    /** How it stands now. Throws NotFound, also for an execution out of reach. */
    async require(reach, id) {
        const now = await this.watcher.status(id);
        if (!now || now.tenant !== reach.tenant || !isWithinReach(reach, now.namespace)) {
            throw new NotFound('there is no such execution', { execution: id });
        }
        return now;
    }
};
VisibleExecutions = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [Watcher])
], VisibleExecutions);
export { VisibleExecutions };
//# sourceMappingURL=visible-executions.service.js.map