var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import { ApiPropertyOptional } from '@nestjs/swagger';
import { Matches } from 'class-validator';
import { Absentable } from '../absentable.dto.js';
import { EnvironmentQuery } from '../environments/environments.dto.js';
const PATH = '[A-Za-z0-9_.-]{1,200}/[A-Za-z0-9_-]{1,100}';
const PATHS = new RegExp(`^${PATH}(,${PATH}){0,49}$`);
/** Of a document that comes along with others. */
export class BesideQuery extends EnvironmentQuery {
    beside;
}
__decorate([
    ApiPropertyOptional({
        example: 'acme.identity/grant,acme.identity/revoke',
        description: 'Workflows that are saved along with it: they are neither missed nor asked what they take',
    }),
    Absentable(),
    Matches(PATHS, { message: 'must be at most 50 of namespace/id, with commas between them' }),
    __metadata("design:type", String)
], BesideQuery.prototype, "beside", void 0);
/** Nothing but their names is known yet. */
export function besideOf({ beside }) {
    return new Map(beside?.split(',').map((name) => [name, null]));
}
//# sourceMappingURL=beside.dto.js.map