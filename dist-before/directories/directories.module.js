var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
import { Module } from '@nestjs/common';
import { SecretStore } from '../secrets/secret-store.service.js';
import { DirectoriesService, OPEN_TOKEN } from './directories.service.js';
import { LocalDirectoryRepository } from './local/local-directory.repository.js';
/** Identity systems that actions act on. */
let DirectoriesModule = class DirectoriesModule {
};
DirectoriesModule = __decorate([
    Module({
        providers: [
            LocalDirectoryRepository,
            DirectoriesService,
            {
                provide: OPEN_TOKEN,
                inject: [SecretStore],
                useFactory: (secrets) => (sealed, context) => secrets.openFor(context, sealed.toString('base64')),
            },
        ],
        exports: [LocalDirectoryRepository, DirectoriesService],
    })
], DirectoriesModule);
export { DirectoriesModule };
//# sourceMappingURL=directories.module.js.map