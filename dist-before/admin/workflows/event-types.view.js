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
import { doubtedTypes, sourcesIn, warnOfTypes, } from '../../workflow/check-event-types.js';
import { readYaml } from '../../workflow/read-yaml.js';
import { KNOWN } from '../ports.js';
import { SourcesRepository } from '../sources/sources.repository.js';
/** Events of a hook that are looked at, the newest: what came once long ago may be misspelt now. */
const LOOKED_AT = 10_000;
const ARRIVED = `
select distinct e.type
  from (select type from event where hook_id = $1 order by id desc limit ${LOOKED_AT}) e
 where e.type = any($2::text[])`;
/** What the sources of a tenant send. */
let EventTypesView = class EventTypesView {
    dataSource;
    sources;
    known;
    constructor(dataSource, sources, known) {
        this.dataSource = dataSource;
        this.sources = sources;
        this.known = known;
    }
    /**
     * Warnings of types that a document waits for, that are nearly known ones of its source and have not come from there. To
     * who is limited to namespaces nothing is said: it would tell what arrives for others.
     */
    async misspelt(text, { tenant, namespaces }) {
        const { value, report } = readYaml(text);
        const names = namespaces.length === 0 ? sourcesIn(value) : [];
        const found = await Promise.all(names.map((name) => this.sources.find(tenant, name)));
        const rows = new Map(found.flatMap((row) => (row === null ? [] : [[row.name, row]])));
        const types = new Map([...rows].map(([name, row]) => [name, this.typesOf(row)]));
        const doubted = doubtedTypes(value, types);
        const arrived = await Promise.all([...rows.values()].map((row) => this.arrived(row, doubted)));
        const come = new Set(arrived.flat());
        warnOfTypes(doubted.filter((one) => !come.has(one)), report);
        return report.warnings;
    }
    typesOf({ definition: { verify, vocabulary } }) {
        return this.known.vocabulary.typesOf(verify?.profile ?? null, vocabulary);
    }
    /** Those of the types that came from the source. */
    async arrived({ name, hookId }, doubted) {
        const own = doubted.filter(({ source }) => source === name);
        const asked = own.map(({ type }) => type);
        const rows = own.length === 0 ? [] : await this.dataSource.query(ARRIVED, [hookId, asked]);
        const types = new Set(rows.map(({ type }) => type));
        return own.filter(({ type }) => types.has(type));
    }
};
EventTypesView = __decorate([
    Injectable(),
    __param(2, Inject(KNOWN)),
    __metadata("design:paramtypes", [DataSource,
        SourcesRepository, Object])
], EventTypesView);
export { EventTypesView };
//# sourceMappingURL=event-types.view.js.map