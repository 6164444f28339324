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
import { Body, Delete, Get, HttpCode, Param, Put, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { LocalDirectoryRepository } from '../../directories/local/local-directory.repository.js';
import { NotFound } from '../../errors/errors.js';
import { Asking, READERS, Roles } from '../access/access.guard.js';
import { requireWholeTenant } from '../access/caller.js';
import { NamePipe } from '../name.dto.js';
import { keyOf, PageQuery, toPage } from '../page.dto.js';
import { ApiPage, Resource } from '../resource.controller.js';
import { DirectoriesAdmin } from './directories-admin.service.js';
import { DirectoryBody, DirectoryModel, UserModel } from './directories.dto.js';
let DirectoriesController = class DirectoriesController {
    directories;
    users;
    constructor(directories, users) {
        this.directories = directories;
        this.users = users;
    }
    async list(caller, query) {
        const rows = await this.directories.list(caller.tenant, keyOf(query), query.limit + 1);
        return toPage(rows, query.limit, ({ name }) => name);
    }
    get(caller, name) {
        return this.directories.require(caller.tenant, name);
    }
    async put(caller, name, body, answer) {
        const { directory, isNew } = await this.directories.put(caller, name, body);
        answer.status(isNew ? 201 : 200);
        return directory;
    }
    async remove(caller, name) {
        await this.directories.remove(caller, name);
    }
    async listUsers(caller, name, query) {
        requireWholeTenant(caller);
        await this.directories.requireLocal(caller.tenant, name);
        const rows = await this.users.list(caller.tenant, name, keyOf(query), query.limit + 1);
        return toPage(rows, query.limit, ({ id }) => id);
    }
    async getUser(caller, name, id) {
        requireWholeTenant(caller);
        await this.directories.requireLocal(caller.tenant, name);
        const user = await this.users.show(caller.tenant, name, id);
        if (!user) {
            throw new NotFound('there is no such user', { directory: name });
        }
        return user;
    }
};
__decorate([
    Get(),
    Roles(...READERS),
    ApiOperation({ summary: 'List directories by name; main is always there' }),
    ApiPage(DirectoryModel),
    __param(0, Asking()),
    __param(1, Query()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, PageQuery]),
    __metadata("design:returntype", Promise)
], DirectoriesController.prototype, "list", null);
__decorate([
    Get(':name'),
    Roles(...READERS),
    ApiOperation({ summary: 'One directory; its token is never shown' }),
    ApiOkResponse({ type: DirectoryModel }),
    __param(0, Asking()),
    __param(1, Param('name')),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, String]),
    __metadata("design:returntype", Promise)
], DirectoriesController.prototype, "get", null);
__decorate([
    Put(':name'),
    Roles(),
    ApiOperation({ summary: 'Configure a directory' }),
    ApiOkResponse({ type: DirectoryModel }),
    ApiCreatedResponse({ type: DirectoryModel }),
    __param(0, Asking()),
    __param(1, Param('name', NamePipe)),
    __param(2, Body()),
    __param(3, Res({ passthrough: true })),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, String, DirectoryBody, Object]),
    __metadata("design:returntype", Promise)
], DirectoriesController.prototype, "put", null);
__decorate([
    Delete(':name'),
    HttpCode(204),
    Roles(),
    ApiOperation({ summary: 'Forget how to reach a directory; users of a built-in one stay' }),
    ApiNoContentResponse(),
    __param(0, Asking()),
    __param(1, Param('name')),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, String]),
    __metadata("design:returntype", Promise)
], DirectoriesController.prototype, "remove", null);
__decorate([
    Get(':name/users'),
    Roles(...READERS),
    ApiOperation({ summary: 'List users of a built-in directory by id' }),
    ApiPage(UserModel),
    __param(0, Asking()),
    __param(1, Param('name')),
    __param(2, Query()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, String, PageQuery]),
    __metadata("design:returntype", Promise)
], DirectoriesController.prototype, "listUsers", null);
__decorate([
    Get(':name/users/:id'),
    Roles(...READERS),
    ApiOperation({ summary: 'One user of a built-in directory' }),
    ApiOkResponse({ type: UserModel }),
    __param(0, Asking()),
    __param(1, Param('name')),
    __param(2, Param('id')),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, String, String]),
    __metadata("design:returntype", Promise)
], DirectoriesController.prototype, "getUser", null);
DirectoriesController = __decorate([
    Resource('directories'),
    __metadata("design:paramtypes", [DirectoriesAdmin,
        LocalDirectoryRepository])
], DirectoriesController);
export { DirectoriesController };
//# sourceMappingURL=directories.controller.js.map