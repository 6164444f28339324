var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
var __param = (this && this.__param) || function (paramIndex, decorator) {
    return function (target, key) { decorator(target, key, paramIndex); }
};
import { Body, Controller, Get, Inject, Param, Post, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { CLOCK } from '../../config/clock.js';
import { Conflict, InvalidRequest, NotFound } from '../../errors/errors.js';
import { ApprovalLinks } from './approval-links.service.js';
import { confirmPage, PAGE_HEADERS, plainPage } from './approval-page.js';
import { Approvals } from './approvals.service.js';
/** For people with a signed link. Looking decides nothing; only the form does. */
let ApprovalPageController = class ApprovalPageController {
    approvals;
    links;
    clock;
    constructor(approvals, links, clock) {
        this.approvals = approvals;
        this.links = links;
        this.clock = clock;
    }
    async show(token, answer) {
        const claim = this.links.read(token, this.clock.now());
        const approval = claim && (await this.find(claim));
        if (!claim || !approval) {
            return reply(answer, 404, NOTHING);
        }
        if (approval.status !== 'open') {
            return reply(answer, 409, OVER);
        }
        return reply(answer, 200, confirmPage(approval, claim.outcome));
    }
    async decide(token, form, answer) {
        const claim = this.links.read(token, this.clock.now());
        const approval = claim && (await this.find(claim));
        if (!claim || !approval) {
            return reply(answer, 404, NOTHING);
        }
        try {
            const fields = filledIn(form ?? {});
            await this.approvals.decideByLink(claim, { outcome: claim.outcome, fields, isForm: true });
            return reply(answer, 200, plainPage('Decided', `It is decided: ${claim.outcome}. You may close this page.`));
        }
        catch (error) {
            if (error instanceof Conflict) {
                return reply(answer, 409, OVER);
            }
            if (error instanceof InvalidRequest) {
                const faults = (error.details['errors'] ?? []);
                const told = faults.length > 0 ? faults.map(({ message }) => message) : [error.message];
                return reply(answer, 422, confirmPage(approval, claim.outcome, told));
            }
            throw error;
        }
    }
    async find(claim) {
        try {
            return await this.approvals.requireLinked(claim);
        }
        catch (error) {
            if (error instanceof NotFound) {
                return null;
            }
            throw error;
        }
    }
};
__decorate([
    Get(':token'),
    __param(0, Param('token')),
    __param(1, Res()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [String, Object]),
    __metadata("design:returntype", Promise)
], ApprovalPageController.prototype, "show", null);
__decorate([
    Post(':token'),
    __param(0, Param('token')),
    __param(1, Body()),
    __param(2, Res()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [String, Object, Object]),
    __metadata("design:returntype", Promise)
], ApprovalPageController.prototype, "decide", null);
ApprovalPageController = __decorate([
    Controller('approvals'),
    ApiExcludeController(),
    __param(2, Inject(CLOCK)),
    __metadata("design:paramtypes", [Approvals,
        ApprovalLinks, Object])
], ApprovalPageController);
export { ApprovalPageController };
const NOTHING = plainPage('Not found', 'There is nothing here, or the link is over.');
const OVER = plainPage('Over', 'It is not open any more: it was decided, or its time is over.');
/** What was left empty is not there. */
function filledIn(form) {
    return Object.fromEntries(Object.entries(form).filter(([, value]) => value !== ''));
}
function reply(answer, status, body) {
    answer.status(status).set(PAGE_HEADERS).send(body);
}
//# sourceMappingURL=approval-page.controller.js.map