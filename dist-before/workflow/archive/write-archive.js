/** Workflows of one namespace as one text: a YAML stream of their documents as they were written. */
import { isDeepStrictEqual } from 'node:util';
import { stringify } from 'yaml';
import { readYaml } from '../read-yaml.js';
import { splitArchive } from './split-archive.js';
/** `texts` are valid documents, in the order they shall have. */
export function writeArchive(namespace, texts, references) {
    const named = Object.entries(references).map(([kind, names]) => names.length === 0 ? `# ${kind}: none` : `# ${kind}: ${names.map(plain).join(', ')}`);
    return [
        `# Workflows of ${namespace}, for: signet workflow import FILE`,
        '# They name what is not in here, and has to be where they are imported:',
        ...named,
        ...texts.map(asPart),
        '',
    ].join('\n');
}
/** A name in a comment: on its line, whatever it is made of. */
function plain(name) {
    return /^[\w./-]+$/.test(name) ? name : JSON.stringify(name);
}
/** As it was written, where it can stand so in a stream; else its values alone. */
function asPart(text) {
    const { value } = readYaml(text);
    const lean = withoutMark(text);
    const [only, ...others] = splitArchive(`---\n${lean}`);
    const isItself = others.length === 0 && only?.text === lean && isDeepStrictEqual(readYaml(only.text).value, value);
    return `---\n${isItself ? lean : stringify(value)}`.replace(/\n$/, '');
}
/** It gets the mark of its beginning from the archive; directives before it say nothing that readers here go by. */
function withoutMark(text) {
    const lean = text
        .replace(/^\uFEFF/, '')
        .replace(/^((?:[ \t]*(?:#.*)?\r?\n|%.*\r?\n)*)---[ \t]*\r?\n/, (_, before) => before.replaceAll(/(?<![^\n])%.*\n/g, ''));
    return lean.endsWith('\n') ? lean : `${lean}\n`;
}
//# sourceMappingURL=write-archive.js.map