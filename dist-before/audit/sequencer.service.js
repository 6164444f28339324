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
import { DataSource } from 'typeorm';
import { AuditKeys } from './audit-keys.service.js';
import { checkpointText } from './checkpoint.js';
import { leafHash } from './leaf.js';
import { SequenceRepository } from './sequence.repository.js';
import { TILE_WIDTH, TileEdge } from './tiles.js';
/** Entries of one transaction: so many hold nobody else up for long. */
const BATCH = 500;
const NO_ID = '00000000-0000-0000-0000-000000000000';
/**
 * Puts the entries of the audit log in order, in a tree over which it signs checkpoints (RFC 6962). Whoever writes one does
 * so in the transaction of the deed and waits for nobody; an entry gets its number once every transaction before its own
 * has ended, so that none can come before it later. Any number of processes may try, one does it.
 */
let Sequencer = class Sequencer {
    dataSource;
    sequence;
    keys;
    constructor(dataSource, sequence, keys) {
        this.dataSource = dataSource;
        this.sequence = sequence;
        this.keys = keys;
    }
    /** One batch; null while somebody else is at it. */
    async turn(now) {
        return this.dataSource.transaction(async (tx) => {
            const head = await this.sequence.lockHead(tx);
            return head === null ? null : this.goOn(tx, head, now);
        });
    }
    async goOn(tx, head, now) {
        const isElsewhere = BigInt(head.horizon) < BigInt(head.xid); // a dump of another server: all of its entries are there
        const entries = await this.sequence.next(tx, head, isElsewhere ? null : head.horizon, BATCH);
        const more = entries.length === BATCH || isElsewhere;
        const last = entries.at(-1);
        const passed = last ? { era: head.era, xid: last.xid, id: last.id } : head;
        const place = isElsewhere && entries.length < BATCH ? { era: head.era + 1, xid: '0', id: NO_ID } : passed;
        const { size, refused } = await this.append(tx, head, entries, now);
        if (place !== head) {
            await this.sequence.advance(tx, size, place);
        }
        const waitingSeconds = await this.sequence.waitingSeconds(tx, place);
        return { size, refused, refusedInAll: await this.sequence.countRefused(tx), waitingSeconds, more };
    }
    async append(tx, head, entries, now) {
        const refused = entries.flatMap((entry) => {
            const why = this.faultOf(entry);
            return why === null ? [] : [{ id: entry.id, why }];
        });
        const strangers = new Set(refused.map(({ id }) => id));
        const own = entries.filter(({ id }) => !strangers.has(id));
        if (refused.length > 0) {
            await this.sequence.refuse(tx, refused);
        }
        if (own.length === 0) {
            return { size: head.size, refused };
        }
        const { tiles, ids } = await this.sequence.edge(tx, head.size);
        const edge = new TileEdge(head.size, tiles);
        own.forEach(({ leafHash: hash }) => edge.append(hash));
        const places = [...ids, ...own].map((one) => typeof one === 'string' ? { ...head, id: one } : { era: head.era, xid: one.xid, id: one.id });
        await this.sequence.write(tx, edge.changed(), places, head.size - (head.size % TILE_WIDTH));
        await this.sign(tx, edge, now);
        return { size: edge.size, refused };
    }
    async sign(tx, edge, at) {
        const { signer } = this.keys;
        const text = checkpointText({ origin: signer.name, size: edge.size, root: edge.root(), at });
        await this.sequence.sign(tx, edge.size, at, signer.sign(text));
    }
    faultOf({ leaf, leafHash: hash, mac }) {
        if (!this.keys.isOurs(leaf, mac)) {
            return 'not written by this Signet';
        }
        return leafHash(leaf).equals(hash) ? null : 'its hash is not that of its leaf';
    }
};
Sequencer = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [DataSource,
        SequenceRepository,
        AuditKeys])
], Sequencer);
export { Sequencer };
//# sourceMappingURL=sequencer.service.js.map