var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { HealthIndicatorService } from '@nestjs/terminus';
import { DataSource } from 'typeorm';
const ANSWER_WITHIN_MS = 2000;
/** Whether Postgres answers, soon. */
let DatabaseIndicator = class DatabaseIndicator {
    dataSource;
    indicators;
    constructor(dataSource, indicators) {
        this.dataSource = dataSource;
        this.indicators = indicators;
    }
    async check() {
        const postgres = this.indicators.check('postgres');
        const answered = this.dataSource.query('select 1').then(() => true, () => false);
        const gaveUp = new AbortController();
        const late = sleep(ANSWER_WITHIN_MS, false, { signal: gaveUp.signal }).catch(() => false);
        const isUp = await Promise.race([answered, late]);
        gaveUp.abort();
        return isUp ? postgres.up() : postgres.down({ message: 'does not answer' });
    }
};
DatabaseIndicator = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [DataSource,
        HealthIndicatorService])
], DatabaseIndicator);
export { DatabaseIndicator };
//# sourceMappingURL=database.indicator.js.map