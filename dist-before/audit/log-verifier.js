import { openCheckpoint } from './checkpoint.js';
import { isBoundBy, leafHash, readLeaf } from './leaf.js';
import { FORMAT, } from './log-line.js';
import { CompactTree, rootByPath } from './merkle.js';
const MOST_FAULTS = 1000;
/**
 * Verifies a log that comes line by line, by nothing but hashes and the signature: needs no key but the public one, and no
 * more memory for a long log than for a short one.
 */
export class LogVerifier {
    known;
    faults = [];
    tree = new CompactTree();
    head = null;
    checkpoint = null;
    kept = [];
    lines = 0;
    ended = false;
    counts = { entries: 0, others: 0, erased: 0, waiting: 0 };
    constructor(known) {
        this.known = known;
    }
    /** Numbers in it, once the head was taken. */
    get size() {
        return this.checkpoint?.size ?? 0;
    }
    take(line) {
        switch (line.kind) {
            case 'head':
                this.takeHead(line);
                break;
            case 'entry':
                this.takeEntry(line);
                break;
            case 'other':
                this.counts.others += 1;
                this.takeNumber(line);
                break;
            case 'missing':
                this.blame(line, 'it is not there any more');
                this.takeNumber(line);
                break;
            case 'execution':
                break;
            case 'end':
                this.ended = line.lines === this.lines;
                line.refused.forEach((id) => this.blame({ number: null, id }, 'it is in the table, and Signet did not write it'));
                break;
        }
        this.lines += 1;
    }
    report() {
        if (this.head === null || !this.ended) {
            this.blame(NONE, 'the file was cut off: lines are missing');
        }
        this.compareRoot();
        const { checkpoint } = this;
        return {
            ok: this.faults.length === 0,
            whole: this.head?.about === null,
            checkpoint: checkpoint && {
                origin: checkpoint.origin,
                size: checkpoint.size,
                at: checkpoint.at.toISOString(),
            },
            key: this.key,
            ...this.counts,
            faults: this.faults.slice(0, MOST_FAULTS),
        };
    }
    get key() {
        return this.known.key ?? this.head?.key ?? '';
    }
    takeHead(head) {
        this.head = head;
        if (head.format !== FORMAT) {
            this.blame(NONE, 'it is of a format that this version does not know');
        }
        if (head.checkpoint !== null) {
            this.checkpoint = openCheckpoint(head.checkpoint, this.key);
            if (this.checkpoint === null) {
                this.blame(NONE, 'its checkpoint is not signed with the key');
            }
        }
        this.kept = this.known.checkpoints.flatMap((note) => {
            const kept = openCheckpoint(note, this.key);
            if (kept === null) {
                this.blame(NONE, 'a checkpoint to compare with is not signed with the key');
            }
            else if (kept.size > this.size) {
                this.blame(NONE, `it had ${kept.size} entries at ${kept.at.toISOString()}, and has ${this.size}: its end is gone`);
            }
            return kept ?? [];
        });
        this.compareKept();
    }
    takeEntry(line) {
        this.counts.entries += 1;
        const bytes = Buffer.from(line.leaf);
        const leaf = readLeaf(bytes);
        if (line.fault !== null) {
            this.blame(line, line.fault);
        }
        else if (leafHash(bytes).toString('base64') !== line.hash || leaf?.id !== line.id) {
            this.blame(line, 'its leaf is not the one in the tree');
        }
        else if (line.private === null) {
            this.counts.erased += 1;
        }
        else if (!isBoundBy(line.private, leaf)) {
            this.blame(line, 'its private part is not the one it was written with');
        }
        if (line.number === null) {
            this.counts.waiting += 1;
        }
        else if (this.head?.about === null) {
            this.takeNumber({ ...line, number: line.number });
        }
        else {
            this.followProof(line, line.number);
        }
    }
    takeNumber(line) {
        if (line.number !== this.tree.size) {
            this.blame({ number: this.tree.size, id: null }, `its line is missing: ${line.number} follows`);
        }
        this.tree.append(Buffer.from(line.hash, 'base64'));
        this.compareKept();
    }
    followProof(line, number) {
        const path = (line.proof ?? []).map((hash) => Buffer.from(hash, 'base64'));
        const root = rootByPath(Buffer.from(line.hash, 'base64'), number, this.size, path);
        if (root === null || this.checkpoint === null || !root.equals(this.checkpoint.root)) {
            this.blame(line, 'its proof does not lead to the checkpoint');
        }
    }
    /** Of those that were kept, the ones of this very size. */
    compareKept() {
        if (this.head?.about !== null) {
            return;
        }
        for (const { size, root, at } of this.kept) {
            if (size === this.tree.size && !this.tree.root().equals(root)) {
                this.blame(NONE, `its first ${size} entries are not those that were signed at ${at.toISOString()}`);
            }
        }
    }
    compareRoot() {
        const { checkpoint, tree } = this;
        if (checkpoint === null || this.head?.about !== null) {
            return;
        }
        if (tree.size !== checkpoint.size) {
            this.blame(NONE, `it has ${tree.size} entries, and its checkpoint says ${checkpoint.size}`);
        }
        else if (!tree.root().equals(checkpoint.root)) {
            this.blame(NONE, 'its entries do not lead to the root that was signed');
        }
    }
    blame({ number, id }, what) {
        this.faults.push({ number, id, what });
        this.faults.length = Math.min(this.faults.length, MOST_FAULTS);
    }
}
const NONE = { number: null, id: null };
//# sourceMappingURL=log-verifier.js.map