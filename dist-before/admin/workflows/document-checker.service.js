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
import { UnsupportedMediaType } from '../../errors/errors.js';
import { settingsFault } from '../../intake/verification/settings-fault.js';
import { isWithinReach } from '../../ledger/reach.view.js';
import { missingNames } from '../../workflow/check-names.js';
import { wrongInputs } from '../../workflow/check-subflows.js';
import { parseWorkflow } from '../../workflow/parse.js';
import { readYaml } from '../../workflow/read-yaml.js';
import { suggest } from '../../config/suggest.js';
import { namespaceOf, subflowName } from '../../workflow/tasks/subflow-call.js';
import { CATALOG, PRESETS } from '../ports.js';
import { EventTypesView } from './event-types.view.js';
import { KnownNamesView } from './known-names.view.js';
/** Says what is wrong with a document, against the actions and profiles this program ships. */
let DocumentChecker = class DocumentChecker {
    catalog;
    presets;
    names;
    types;
    constructor(catalog, presets, names, types) {
        this.catalog = catalog;
        this.presets = presets;
        this.names = names;
        this.types = types;
    }
    /** All faults and warnings of a text. Throws UnsupportedMediaType when no text came. */
    check(text) {
        const parsed = parseWorkflow(requireText(text), { catalog: this.catalog });
        if (!parsed.document) {
            return parsed;
        }
        const faults = this.profileFaults(text, parsed.document);
        return faults.length === 0 ? parsed : { faults, warnings: parsed.warnings };
    }
    /**
     * The warnings of a document, of each name in it of what is not there where it is deployed, of event types that are nearly
     * those of their source, and of inputs that workflows within reach do not take.
     */
    async warnings(text, { document, warnings, calls = [] }, reach, { environment, beside = new Map(), }) {
        if (!document) {
            return warnings;
        }
        const { namespace } = document;
        const own = new Map([...beside, [`${namespace}/${document.id}`, document]]);
        const names = new Set(calls.map(({ workflow }) => subflowName(namespace, workflow)));
        const called = await this.called(names, own, reach, environment);
        const known = await this.names.of(reach, namespace, environment);
        const workflows = [...new Set([...known.workflows, ...beside.keys()])];
        const missing = missingNames(text, { ...known, workflows });
        const misspelt = await this.types.misspelt(text, reach);
        return [...warnings, ...missing, ...misspelt, ...wrongInputs(text, calls, document, called)].toSorted((one, other) => one.line - other.line || one.column - other.column);
    }
    /** One that runs itself, or one that comes along, takes what it says now. */
    async called(names, now, reach, environment) {
        const others = [...names].filter((name) => !now.has(name) && isWithinReach(reach, namespaceOf(name)));
        const found = await this.names.documents(reach.tenant, environment, others);
        const known = [...now].flatMap(([name, document]) => document === null ? [] : [[name, document]]);
        return new Map([...found, ...known]);
    }
    /** A hook whose profile nobody ships, or cannot be used as it is set, would refuse every delivery: better said now. */
    profileFaults(text, document) {
        const { report } = readYaml(text);
        for (const [at, trigger] of document.triggers.entries()) {
            if (trigger.type === 'webhook' && trigger.verify) {
                this.checkProfile(trigger.verify, `/triggers/${at}/verify`, report);
            }
        }
        return report.faults;
    }
    checkProfile({ profile: name, secrets, config }, place, report) {
        const profile = this.presets.get(name);
        if (profile === undefined) {
            const suggestion = suggest(name, this.presets.keys());
            report.fault(`${place}/profile`, `there is no profile '${name}'`, { suggestion });
            return;
        }
        const fault = settingsFault(profile, config ?? {}, secrets.length);
        if (fault !== null) {
            report.fault(`${place}/${config === undefined ? 'profile' : 'config'}`, fault);
        }
    }
};
DocumentChecker = __decorate([
    Injectable(),
    __param(0, Inject(CATALOG)),
    __param(1, Inject(PRESETS)),
    __metadata("design:paramtypes", [Object, Object, KnownNamesView,
        EventTypesView])
], DocumentChecker);
export { DocumentChecker };
function requireText(text) {
    if (typeof text !== 'string') {
        throw new UnsupportedMediaType('send the document as application/yaml, text/yaml or application/json');
    }
    return text;
}
//# sourceMappingURL=document-checker.service.js.map