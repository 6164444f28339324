var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
import { Module } from '@nestjs/common';
import { AuditKeys } from './audit-keys.service.js';
import { AuditLogRepository } from './audit-log.repository.js';
import { SequenceRepository } from './sequence.repository.js';
import { Sequencer } from './sequencer.service.js';
/** The log of deeds, and the tree over it. */
let AuditModule = class AuditModule {
};
AuditModule = __decorate([
    Module({
        providers: [AuditKeys, AuditLogRepository, SequenceRepository, Sequencer],
        exports: [AuditKeys, AuditLogRepository, Sequencer],
    })
], AuditModule);
export { AuditModule };
//# sourceMappingURL=audit.module.js.map