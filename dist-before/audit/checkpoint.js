import { openNote } from './signed-note.js';
/** As it is signed: origin, size, root in base64, time, a line each. */
export function checkpointText({ origin, size, root, at }) {
    return `${origin}\n${size}\n${root.toString('base64')}\n${at.toISOString()}\n`;
}
/** Null when the note is not signed by that key, or no checkpoint. */
export function openCheckpoint(note, verifierKey) {
    const text = openNote(note, verifierKey);
    return text === null ? null : parseCheckpoint(text);
}
/** Of the text of a note, or of a whole one; nothing is proven by it. */
export function parseCheckpoint(text) {
    const [origin, size, root, at] = text.split('\n');
    const hash = Buffer.from(root ?? '', 'base64');
    const signedAt = new Date(at ?? '');
    if (!origin ||
        !/^(0|[1-9]\d{0,14})$/.test(size ?? '') ||
        hash.length !== 32 ||
        Number.isNaN(signedAt.getTime())) {
        return null;
    }
    return { origin, size: Number(size), root: hash, at: signedAt };
}
//# sourceMappingURL=checkpoint.js.map