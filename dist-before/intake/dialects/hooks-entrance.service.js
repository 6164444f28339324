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
import { Admission } from '../admission.service.js';
import { callerOf } from '../answers/caller.js';
import { Responder } from '../answers/responder.service.js';
const PATH = /^\/(hooks|ssf)\/([0-9a-f]{64})$/;
/** Some senders look first whether there is a hook (CloudEvents webhooks, section 4.1: `OPTIONS`). */
const METHODS = ['POST', 'GET', 'PUT', 'PATCH', 'OPTIONS'];
/**
 * `/hooks/ADDRESS`: deliveries at the opaque address of a hook. `/ssf/ADDRESS` are the same hooks for senders of security
 * event tokens: every answer is in the terms of RFC 8935.
 */
let HooksEntrance = class HooksEntrance {
    admission;
    responder;
    constructor(admission, responder) {
        this.admission = admission;
        this.responder = responder;
    }
    lead(path) {
        const [, kind, address] = PATH.exec(path) ?? [];
        if (address === undefined) {
            return null;
        }
        const way = { asSet: kind === 'ssf' };
        return {
            methods: METHODS,
            answer: async (raw, { request, response }) => {
                const taken = await this.admission.arrive(address, raw, way);
                return this.responder.reply(taken, callerOf(request, response));
            },
        };
    }
};
HooksEntrance = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [Admission,
        Responder])
], HooksEntrance);
export { HooksEntrance };
//# sourceMappingURL=hooks-entrance.service.js.map