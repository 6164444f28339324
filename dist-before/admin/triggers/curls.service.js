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
import { DataSource } from 'typeorm';
import { CONFIG } from '../../config/config.js';
import { placeParameters } from '../../intake/parameters/place-parameters.js';
import { sampleValues } from '../../intake/parameters/sample-values.js';
import { curlCommand } from '../../intake/signing/curl-command.js';
import { writeRequest } from '../../intake/signing/write-request.js';
import { compileParameters } from '../../workflow/parameters/compile-parameters.js';
import { requireWholeTenant } from '../access/caller.js';
import { EXAMPLE_EVENT } from '../examples.js';
import { publicUrl } from '../hook-url.js';
import { Journal } from '../journal.service.js';
import { isBearer, kestraUrl, toolJetUrl } from './hook-addresses.js';
import { HookSigner } from './hook-signer.service.js';
import { addressed, Triggers } from './triggers.service.js';
/** Ready commands that deliver to a hook. They show secrets that the caller reaches, so who asked for one is written down. */
let Curls = class Curls {
    dataSource;
    triggers;
    signer;
    journal;
    config;
    constructor(dataSource, triggers, signer, journal, config) {
        this.dataSource = dataSource;
        this.triggers = triggers;
        this.signer = signer;
        this.journal = journal;
        this.config = config;
    }
    async ofTrigger(caller, name, asked) {
        const placed = await this.triggers.require(caller, name);
        const { definition, hook, row, source } = placed;
        if (definition.type === 'event') {
            return this.ofSource(caller, source.name, hook.environment, asked);
        }
        const signer = await this.signer.ofTrigger(definition, row, caller);
        const subject = `workflow:${row.namespace}/${row.name}`;
        const parameters = compileParameters(definition.parameters ?? {});
        await this.note(caller, subject, { trigger: name.trigger, environment: name.environment });
        return this.command({ hook: { ...hook, ...addressed(placed) }, parameters }, signer, asked);
    }
    async ofSource(caller, name, environment, asked) {
        requireWholeTenant(caller);
        const { source, hook } = await this.triggers.requireSource(caller, name, environment);
        const signer = this.signer.ofSource(caller.tenant, source);
        await this.note(caller, `source:${name}`, { environment });
        return this.command({ hook, parameters: [] }, signer, asked);
    }
    command({ hook, parameters }, signer, asked) {
        const { profile, key } = signer;
        const method = asked.method ?? usualMethod(profile?.methods);
        const base = publicUrl(this.config.http);
        const url = `${placeOf(base, hook, { method, key })}?environment=${encodeURIComponent(hook.environment)}`;
        const content = contentOf(asked, parameters, method);
        const draft = writeRequest(content, { method, url, form: asked.form });
        const { request, ready, notes } = this.signer.sign(draft, signer);
        const off = `The hook is off in ${hook.environment} and answers 404.`;
        return {
            curl: curlCommand(request),
            method,
            url: request.url,
            ready: ready && hook.isOn,
            notes: [...notes, ...(hook.isOn ? [] : [off])],
        };
    }
    note(caller, subject, details) {
        const deed = { verb: 'hook.curl', subject, message: `ready command for ${subject}`, details };
        return this.dataSource.transaction((tx) => this.journal.write(tx, caller, deed));
    }
};
Curls = __decorate([
    Injectable(),
    __param(4, Inject(CONFIG)),
    __metadata("design:paramtypes", [DataSource,
        Triggers,
        HookSigner,
        Journal, Object])
], Curls);
export { Curls };
/** Where the system it is shaped for has it, else the hook's own address. */
function placeOf(base, { address, workflow }, { method, key }) {
    if (workflow && key !== undefined) {
        return kestraUrl(base, workflow, key);
    }
    return workflow && method === 'POST' && isBearer(workflow.proofs)
        ? toolJetUrl(base, workflow)
        : `${base}/hooks/${address}`;
}
function usualMethod(methods) {
    return methods === undefined || methods.includes('POST') ? 'POST' : methods[0];
}
/** What was asked for; a sample made of the parameters where nothing was. */
function contentOf(asked, parameters, method) {
    const sample = placeParameters(parameters, sampleValues(parameters));
    const given = new Set(Object.keys(asked.headers ?? {}).map((name) => name.toLowerCase()));
    const headers = Object.entries(sample.headers ?? {}).filter(([name]) => !given.has(name.toLowerCase()));
    const sampleBody = method === 'GET' ? undefined : parameters.length === 0 ? EXAMPLE_EVENT : sample.body;
    const body = asked.body === undefined ? sampleBody : asked.body;
    return {
        ...(body === undefined ? {} : { body }),
        query: { ...sample.query, ...asked.query },
        headers: { ...Object.fromEntries(headers), ...asked.headers },
    };
}
//# sourceMappingURL=curls.service.js.map