var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import { Module, } from '@nestjs/common';
import { IntakeModule } from '../intake/intake.module.js';
import { Poller, PollTools } from './poller.service.js';
import { PollLeasesRepository } from './poll-leases.repository.js';
/** The receiving half of Shared Signals that goes out by itself: streams are polled. */
let SsfModule = class SsfModule {
    poller;
    stopped = null;
    constructor(poller) {
        this.poller = poller;
    }
    onApplicationBootstrap() {
        this.poller.start();
    }
    /** Begins before anybody is waited for: a slow transmitter keeps nothing else from its end. */
    onModuleDestroy() {
        this.stopped = this.poller.stop();
    }
    async beforeApplicationShutdown() {
        await this.stopped;
    }
};
SsfModule = __decorate([
    Module({
        imports: [IntakeModule],
        providers: [Poller, PollTools, PollLeasesRepository],
    }),
    __metadata("design:paramtypes", [Poller])
], SsfModule);
export { SsfModule };
//# sourceMappingURL=ssf.module.js.map