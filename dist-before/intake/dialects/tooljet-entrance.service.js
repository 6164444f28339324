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
import { ToolJetLooks } from './tooljet-looks.service.js';
import { toolJetRequest } from './tooljet-path.js';
import { ToolJetStarts } from './tooljet-starts.service.js';
/** `/api/v2/webhooks/workflows/...`: webhooks as ToolJet has them, to start, to wait, to follow and to poll. */
let ToolJetEntrance = class ToolJetEntrance {
    starts;
    looks;
    constructor(starts, looks) {
        this.starts = starts;
        this.looks = looks;
    }
    lead(path) {
        const request = toolJetRequest(path);
        if (request === null) {
            return null;
        }
        return 'execution' in request
            ? {
                methods: request.kind === 'status' ? ['GET', 'HEAD'] : ['GET'],
                answer: (raw, exchange) => this.looks.look(request, raw, exchange),
            }
            : { methods: ['POST'], answer: (raw, exchange) => this.starts.start(request, raw, exchange) };
    }
};
ToolJetEntrance = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [ToolJetStarts,
        ToolJetLooks])
], ToolJetEntrance);
export { ToolJetEntrance };
//# sourceMappingURL=tooljet-entrance.service.js.map