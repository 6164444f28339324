var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import { applyDecorators } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsTextList } from '../text-list.dto.js';
const Locators = (example) => applyDecorators(ApiPropertyOptional({
    type: [String],
    description: 'The first that gives something wins',
    example: [example],
}), IsTextList(10));
/** Where the parts of an event stand: `json:/pointer`, `header:name`, `query:name`. */
export class EventBody {
    type;
    id;
    subject;
    time;
}
__decorate([
    Locators('json:/event'),
    __metadata("design:type", Array)
], EventBody.prototype, "type", void 0);
__decorate([
    Locators('header:webhook-id'),
    __metadata("design:type", Array)
], EventBody.prototype, "id", void 0);
__decorate([
    Locators('json:/userId'),
    __metadata("design:type", Array)
], EventBody.prototype, "subject", void 0);
__decorate([
    Locators('json:/timestamp'),
    __metadata("design:type", Array)
], EventBody.prototype, "time", void 0);
//# sourceMappingURL=event.dto.js.map