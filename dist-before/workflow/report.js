import { readablePath } from './pointer.js';
/** Most faults that are told at once; a text that is no workflow at all would have thousands. */
export const MAX_FAULTS = 100;
/** Longest path and message: either may quote what the author wrote, which may be as long as a document. */
const LONGEST = 600;
/** Gathers what is wrong with one document. */
export class Report {
    positions;
    file;
    found = [];
    flagged = [];
    constructor(positions, file) {
        this.positions = positions;
        this.file = file;
    }
    /** Another one over the same text, in which nothing is found yet. */
    again() {
        return new Report(this.positions, this.file);
    }
    /** `place` is a JSON pointer; of a place that is not in the document, the nearest one above it is shown. */
    fault(place, message, where = {}) {
        add(this.found, this.describe(place, message, where));
    }
    warn(place, message, where = {}) {
        add(this.flagged, this.describe(place, message, where));
    }
    get faults() {
        return inOrder(this.found);
    }
    get warnings() {
        return inOrder(this.flagged);
    }
    describe(place, message, { atKey, offset, suggestion }) {
        return {
            path: clipped(readablePath(place)),
            ...this.positions.locate(place, { atKey: atKey ?? false, offset: offset ?? 0 }),
            message: clipped(message),
            ...(suggestion === undefined ? {} : { suggestion }),
            ...(this.file === undefined ? {} : { file: this.file }),
        };
    }
}
function clipped(text) {
    return text.length > LONGEST ? `${text.slice(0, LONGEST)}...` : text;
}
function add(faults, fault) {
    const isKnown = faults.some((one) => one.path === fault.path && one.message === fault.message && one.line === fault.line);
    if (faults.length < MAX_FAULTS && !isKnown) {
        faults.push(fault);
    }
}
function inOrder(faults) {
    return faults.toSorted((one, other) => one.line - other.line || one.column - other.column);
}
//# sourceMappingURL=report.js.map