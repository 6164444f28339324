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
import { Inject, Injectable } from '@nestjs/common';
import { requireWholeTenant } from '../access/caller.js';
import { Journal } from '../journal.service.js';
import { TEST_RUNS } from '../ports.js';
import { Triggers } from './triggers.service.js';
const NOT_MET = 'the condition of the trigger is not met';
const OTHER_TYPE = 'it is none of the events that the trigger takes, or its condition is not met';
const NOBODY = 'no workflow there waits for this event, or the conditions of those that do are not met';
/** Runs of triggers without a sender. */
let TriggerTests = class TriggerTests {
    triggers;
    journal;
    tests;
    constructor(triggers, journal, tests) {
        this.triggers = triggers;
        this.journal = journal;
        this.tests = tests;
    }
    async ofTrigger(caller, name, request) {
        const { row, hook, source } = await this.triggers.require(caller, name);
        const { tenant } = caller;
        const { environment, id: hookId } = hook;
        const tested = source && {
            tenant,
            environment,
            hookId,
            name: source.name,
            definition: source.definition,
        };
        const at = { hookId, ...(tested && { source: tested }) };
        const outcome = await this.tests.ofTrigger(row, name.trigger, at, request);
        const details = { ...outcome, trigger: name.trigger, environment };
        await this.note(caller, `workflow:${row.namespace}/${row.name}`, details);
        return shown(outcome, source ? OTHER_TYPE : NOT_MET);
    }
    async ofSource(caller, name, environment, request) {
        requireWholeTenant(caller); // it starts workflows of any namespace
        const { source, hook } = await this.triggers.requireSource(caller, name, environment);
        const { definition } = source;
        const tested = { tenant: caller.tenant, environment, name, hookId: hook.id, definition };
        const outcome = await this.tests.ofSource(tested, request);
        await this.note(caller, `source:${name}`, { ...outcome, environment });
        return shown(outcome, NOBODY);
    }
    note(caller, subject, details) {
        const deed = { verb: 'trigger.test', subject, message: `test of ${subject}`, details };
        return this.journal.writeAfter(caller, deed);
    }
};
TriggerTests = __decorate([
    Injectable(),
    __param(2, Inject(TEST_RUNS)),
    __metadata("design:paramtypes", [Triggers,
        Journal, Object])
], TriggerTests);
export { TriggerTests };
function shown({ event, executions }, why) {
    const started = executions.length > 0;
    return { event, executions, started, ...(started ? {} : { why }) };
}
//# sourceMappingURL=trigger-tests.service.js.map