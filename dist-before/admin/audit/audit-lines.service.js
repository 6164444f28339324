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
import { AuditKeys } from '../../audit/audit-keys.service.js';
import { FORMAT } from '../../audit/log-line.js';
import { AuditTreeView, } from '../../audit/tree.view.js';
import { TILE_WIDTH } from '../../audit/tiles.js';
import { ExecutionView } from '../../ledger/execution.view.js';
const FROM_THE_START = '00000000-0000-0000-0000-000000000000';
const PAGE = 200;
/** The audit log as lines, for files that verify without this server. */
let AuditLines = class AuditLines {
    tree;
    keys;
    executions;
    constructor(tree, keys, executions) {
        this.tree = tree;
        this.keys = keys;
        this.executions = executions;
    }
    /** Every number up to the last checkpoint; entries of other tenants as hashes. */
    async *whole(tenant) {
        const head = await this.tree.head();
        const size = head?.size ?? 0;
        yield this.headLine(null, head);
        for (let tile = 0; tile * TILE_WIDTH < size; tile += 1) {
            for (const entry of await this.tree.tile(tile, size)) {
                yield numberedLine(entry, tenant);
            }
        }
        yield { kind: 'end', lines: size + 1, refused: await this.tree.refused() };
    }
    /** Everything about one subject, or of one execution. */
    async *evidence(caller, about) {
        const head = await this.tree.head();
        let lines = 1;
        yield this.headLine(about, head);
        const executions = new Set('execution' in about ? [about.execution] : []);
        for (let after = FROM_THE_START;;) {
            const found = await this.tree.about(caller.tenant, about, { after, limit: PAGE });
            for (const entry of found) {
                yield await this.proven(entry, head?.size ?? 0);
                lines += 1;
                executions.add(entry.row.execution ?? FROM_THE_START);
            }
            after = found.at(-1)?.row.id ?? after;
            if (found.length < PAGE) {
                break;
            }
        }
        for (const id of executions) {
            const execution = await this.executions.find(caller, id);
            if (execution !== null) {
                yield { kind: 'execution', execution };
                lines += 1;
            }
        }
        yield { kind: 'end', lines, refused: [] };
    }
    headLine(about, head) {
        return {
            kind: 'head',
            format: FORMAT,
            about,
            key: this.keys.signer.verifierKey,
            checkpoint: head?.note ?? null,
        };
    }
    /** What was put in order after the checkpoint was signed waits for the next one. */
    async proven({ number, row, examined }, size) {
        const isSigned = number !== null && number < size;
        const proof = isSigned ? await this.tree.proof(number, size) : null;
        return {
            kind: 'entry',
            number: isSigned ? number : null,
            id: row.id,
            hash: row.leafHash.toString('base64'),
            leaf: row.leaf.toString('utf8'),
            private: examined.privateText,
            ...(proof && { proof: proof.map((hash) => hash.toString('base64')) }),
            fault: examined.fault,
        };
    }
};
AuditLines = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [AuditTreeView,
        AuditKeys,
        ExecutionView])
], AuditLines);
export { AuditLines };
function numberedLine({ number, id, hash, row, examined }, tenant) {
    const inTree = hash.toString('base64');
    if (row === null || examined === null) {
        return { kind: 'missing', number, id, hash: inTree };
    }
    const isOther = examined.fault === null && row.tenant !== tenant && row.leafHash.equals(hash);
    if (isOther) {
        return { kind: 'other', number, hash: inTree };
    }
    const isShown = row.tenant === tenant;
    return {
        kind: 'entry',
        number,
        id,
        hash: inTree,
        leaf: isShown ? row.leaf.toString('utf8') : '',
        private: isShown ? examined.privateText : null,
        fault: examined.fault ?? (row.leafHash.equals(hash) ? null : 'its leaf is not the one in the tree'),
    };
}
//# sourceMappingURL=audit-lines.service.js.map