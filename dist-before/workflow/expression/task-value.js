import { isTruncated } from '../../ledger/truncated-output.js';
import { failure } from './failure.js';
/** A task as expressions see it. To read an output that was not kept is a fault, and not the same as one that is empty. */
export function taskValue(id, output, members) {
    if (!isTruncated(output)) {
        return { output, ...members };
    }
    return {
        get output() {
            const size = `${output.bytes} bytes`;
            throw failure('limit', `the output of ${id} (${size}) was not kept: the outputs of one execution may have EXECUTION_OUTPUT_BYTES together`);
        },
        ...members,
    };
}
//# sourceMappingURL=task-value.js.map