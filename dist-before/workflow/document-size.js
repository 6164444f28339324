import { failure } from './expression/failure.js';
import { MAX_DOCUMENT_BYTES } from './read-yaml.js';
/** What is filled in when a document is read makes it longer, but never twice as long. */
const MOST_CHARACTERS = 2 * MAX_DOCUMENT_BYTES;
/** Throws ExpressionFailed for a document with more text than one that can be saved: compiling it would take long. */
export function refuseLong(document) {
    let left = MOST_CHARACTERS;
    const spend = (value) => {
        if (typeof value === 'string') {
            left -= value.length;
        }
        else if (typeof value === 'object' && value !== null) {
            Object.values(value).forEach(spend);
        }
        if (left < 0) {
            throw failure('limit', `a document has at most ${MOST_CHARACTERS / 1024} KB of text`);
        }
    };
    spend(document);
}
//# sourceMappingURL=document-size.js.map