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
import { DEFAULT_TENANT } from '../../config/places.js';
import { TooManyRequests, Unauthenticated } from '../../errors/errors.js';
import { isWithinReach } from '../../ledger/reach.view.js';
import { Admission } from '../admission.service.js';
import { problem, UNAVAILABLE } from '../answer.js';
import { environmentOf } from '../environment-of.js';
import { HookDirectory } from '../hook-directory.service.js';
import { sha256 } from '../verification/constant-time.js';
import { headerLines } from '../verification/raw-request.js';
import { API_TOKENS } from './api-tokens.js';
import { firstHook, provenHook } from './proven-hook.js';
import { isUuid } from './tooljet-path.js';
/** Roles of API tokens that may start workflows here, and look how they got on. */
const ROLES = ['admin', 'operator', 'ingest'];
const UNPROVEN = problem(401, 'Unauthorized', 'A valid token is needed: Authorization: Bearer <token>', {
    headers: { 'www-authenticate': 'Bearer realm="signet"' },
});
const FORBIDDEN = problem(403, 'Forbidden', 'The role of this token may not do this');
const AMBIGUOUS = problem(409, 'Conflict', 'Several workflows have this name: use NAMESPACE:NAME, or the id of the workflow');
/** Tells what a bearer token lets its bearer do: the token of a workflow's own trigger, or one of the management API. */
let ToolJetAccess = class ToolJetAccess {
    hooks;
    admission;
    tokens;
    constructor(hooks, admission, tokens) {
        this.hooks = hooks;
        this.admission = admission;
        this.tokens = tokens;
    }
    /** The workflow by its id, by its name, or as `NAMESPACE:NAME`. Never rejects. */
    async admit(name, raw) {
        if (!this.hooks.isLoaded) {
            return { refused: UNAVAILABLE };
        }
        const environment = environmentOf(raw.url);
        const named = this.named(name, DEFAULT_TENANT);
        if (named.length === 0 && this.bringsTriggerToken(raw)) {
            return NOWHERE; // like one that is switched off
        }
        const own = named.map((workflow) => provenHook(workflow, environment, this.hooks.environmentsOf(workflow.tenant), (gate) => gate.takesBearer(raw)));
        const proven = own.flatMap((one) => (one.kind === 'proven' ? [one.found] : []));
        if (proven.length > 0) {
            return only(proven.map((found) => ({ found, introduction: {} })));
        }
        const caller = await this.apiCaller(raw);
        if ('refused' in caller) {
            const [meant] = own.flatMap((one) => (one.kind === 'unproven' && one.hook ? [one.hook] : []));
            return meant ? { refused: this.admission.refuse(meant, raw, 'bad_token', caller.refused) } : caller;
        }
        const known = this.hooks.environmentsOf(caller.tenant);
        const introduction = { hasApiToken: true };
        return only(this.reached(name, caller).map((one) => ({ found: firstHook(one, environment, known), introduction })));
    }
    /** Never rejects. */
    async reader(name, raw) {
        if (!this.hooks.isLoaded) {
            return { refused: UNAVAILABLE };
        }
        const named = this.named(name, DEFAULT_TENANT);
        const own = named.flatMap((workflow) => workflow.environments
            .filter((environment) => workflow.at(environment).some(({ hook }) => hook?.gate.takesBearer(raw)))
            .map((environment) => `${workflow.id} ${environment}`));
        if (own.length > 0) {
            return (workflowId, environment) => own.includes(`${workflowId} ${environment}`);
        }
        if (named.length === 0 && this.bringsTriggerToken(raw)) {
            return () => false;
        }
        const caller = await this.apiCaller(raw);
        if ('refused' in caller) {
            // It may be the token of a hook that cannot be opened just now: nobody can say that it is not.
            const isUntold = caller.refused === UNPROVEN && bearerOf(raw) !== null && named.some(isStuck);
            return isUntold ? { refused: UNAVAILABLE } : caller;
        }
        const reached = this.reached(name, caller).map(({ id }) => id);
        return (workflowId) => reached.includes(workflowId);
    }
    /** Whether it is the token of any workflow's trigger. */
    bringsTriggerToken(raw) {
        const token = bearerOf(raw);
        return token !== null && this.hooks.knowsBearer(sha256(Buffer.from(token, 'latin1')));
    }
    async apiCaller(raw) {
        const token = bearerOf(raw);
        if (token === null) {
            return { refused: UNPROVEN };
        }
        try {
            const caller = await this.tokens.authenticate(token, raw);
            return ROLES.includes(caller.role) ? caller : { refused: FORBIDDEN };
        }
        catch (error) {
            return { refused: refusalOf(error) };
        }
    }
    reached(name, caller) {
        return this.named(name, caller.tenant).filter(({ tenant, namespace }) => tenant === caller.tenant && isWithinReach(caller, namespace));
    }
    named(name, tenant) {
        const byId = isUuid(name) ? this.hooks.workflow(name.toLowerCase()) : undefined;
        if (byId) {
            return [byId];
        }
        const colon = name.indexOf(':');
        const all = this.hooks.workflowsNamed(tenant, name.slice(colon + 1));
        return colon === -1 ? all : all.filter(({ namespace }) => namespace === name.slice(0, colon));
    }
};
ToolJetAccess = __decorate([
    Injectable(),
    __param(2, Inject(API_TOKENS)),
    __metadata("design:paramtypes", [HookDirectory,
        Admission, Object])
], ToolJetAccess);
export { ToolJetAccess };
const isStuck = (workflow) => workflow.all().some(({ hook, enabled }) => hook === null && enabled);
function refusalOf(error) {
    if (error instanceof TooManyRequests) {
        const headers = { 'retry-after': String(error.details['retryAfterSeconds']) };
        return problem(429, 'Too Many Requests', error.message, { headers });
    }
    return error instanceof Unauthenticated ? UNPROVEN : UNAVAILABLE;
}
const NOWHERE = { found: { kind: 'unknown' }, introduction: {} };
function only(all) {
    const [one, ...more] = all;
    return one === undefined ? NOWHERE : more.length > 0 ? { refused: AMBIGUOUS } : one;
}
const BEARER = /^Bearer +(\S{1,1024})$/i;
/** Null for none, and for several: nobody can say which one counts. */
function bearerOf({ rawHeaders }) {
    const [line = '', ...more] = headerLines(rawHeaders, 'authorization');
    return more.length > 0 ? null : (BEARER.exec(line)?.[1] ?? null);
}
//# sourceMappingURL=tooljet-access.service.js.map