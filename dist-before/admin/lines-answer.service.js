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
import { Readable } from 'node:stream';
import { Inject, Injectable, StreamableFile } from '@nestjs/common';
import { isAway } from '../database/faults.js';
import { AppError } from '../errors/app-error.js';
import { LOGGER } from '../telemetry/logger.js';
/** Answers that are lines of JSON, as they come. */
let LinesAnswer = class LinesAnswer {
    logger;
    constructor(logger) {
        this.logger = logger;
    }
    /** A reader that leaves ends the work. */
    of(values) {
        return new StreamableFile(Readable.from(this.lines(values)), { type: 'application/x-ndjson' });
    }
    /** The answer has begun: what goes wrong now can only be told in it. */
    async *lines(values) {
        try {
            for await (const value of values) {
                yield `${JSON.stringify(value)}\n`;
            }
        }
        catch (error) {
            this.report(error);
            yield `${JSON.stringify({ kind: 'error', message: 'the answer could not be finished' })}\n`;
        }
    }
    report(error) {
        const isForeseen = error instanceof AppError || isAway(error);
        this.logger[isForeseen ? 'warn' : 'error']({
            message: 'an answer of lines failed',
            error: error instanceof Error ? (error.stack ?? error.message) : String(error),
        });
    }
};
LinesAnswer = __decorate([
    Injectable(),
    __param(0, Inject(LOGGER)),
    __metadata("design:paramtypes", [Object])
], LinesAnswer);
export { LinesAnswer };
//# sourceMappingURL=lines-answer.service.js.map