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
import { Backtest } from '../../planning/backtest.service.js';
import { LinesAnswer } from '../lines-answer.service.js';
/** Backtests as lines of JSON. */
let BacktestLines = class BacktestLines {
    backtest;
    answers;
    constructor(backtest, answers) {
        this.backtest = backtest;
        this.answers = answers;
    }
    of(request) {
        return this.answers.of(this.backtest.run(request));
    }
};
BacktestLines = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [Backtest,
        LinesAnswer])
], BacktestLines);
export { BacktestLines };
//# sourceMappingURL=backtest-lines.service.js.map