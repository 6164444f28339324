var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
import { Injectable } from '@nestjs/common';
import { InvalidRequest } from '../errors/errors.js';
/** Names of what is made through the API: sources, directories. */
const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;
/** A name in a path, when something of that name may be made. Throws InvalidRequest. */
let NamePipe = class NamePipe {
    transform(name) {
        if (!NAME.test(name)) {
            const message = 'must be letters, digits, ., _ and -, at most 100, starting with a letter or digit';
            throw new InvalidRequest(`the name ${message}`, { errors: [{ path: 'name', message }] });
        }
        return name;
    }
};
NamePipe = __decorate([
    Injectable()
], NamePipe);
export { NamePipe };
//# sourceMappingURL=name.dto.js.map