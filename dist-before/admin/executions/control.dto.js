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
import { Length, NotContains } from 'class-validator';
import { Absentable } from '../absentable.dto.js';
export class RestartBody {
    from;
}
__decorate([
    ApiPropertyOptional({
        example: 'profile',
        description: 'Task of `tasks` to begin with: what ended well before it is taken over. Default: nothing is',
    }),
    Absentable(),
    Length(1, 200, { message: 'must be the id of a task' }),
    NotContains('\u0000', { message: 'must be text' }),
    __metadata("design:type", String)
], RestartBody.prototype, "from", void 0);
//# sourceMappingURL=control.dto.js.map