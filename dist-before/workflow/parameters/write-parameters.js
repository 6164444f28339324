/** Changes the `parameters` of one trigger in the text of a document, and nothing else of the text. */
import { isDeepStrictEqual } from 'node:util';
import { Document, isCollection, isMap, isNode, isPair, isScalar, parseDocument } from 'yaml';
import { InvalidDocument, NotFound } from '../../errors/errors.js';
import { rawList, rawMap } from '../raw.js';
import { readYaml } from '../read-yaml.js';
import { triggerTypeNames } from '../type-aliases.js';
/**
 * The text of a document, YAML or JSON, whose webhook trigger has these parameters (plain JSON, as a document writes them). All the rest
 * stays as it is, character by character; comments among the parameters that were there go with them. The result is not validated.
 * Throws InvalidDocument for a text that cannot be read or changed, NotFound when it has no such webhook trigger.
 */
export function writeParameters(text, triggerId, parameters) {
    const before = rawMap(requireValue(text));
    const triggers = rawList(before['triggers']).map(rawMap);
    const types = triggerTypeNames('webhook');
    const index = triggers.findIndex(({ id, type }) => id === triggerId && types.includes(type));
    if (index < 0) {
        throw new NotFound(`the document has no webhook trigger ${triggerId}`);
    }
    const document = parseDocument(text, { schema: 'core', uniqueKeys: false });
    const trigger = document.getIn(['triggers', index]);
    const written = isMap(trigger) ? edit(text, trigger, parameters) : text;
    // Anchors, explicit keys and the like may make a place where this does not work: what was meant must be what is there now.
    const after = { ...before, triggers: triggers.with(index, { ...triggers[index], parameters }) };
    if (!isDeepStrictEqual(readYaml(written).value, after)) {
        throw new InvalidDocument('the parameters cannot be put into a document of this form, write them by hand');
    }
    return written;
}
function requireValue(text) {
    const { value, report } = readYaml(text);
    if (value === undefined) {
        throw new InvalidDocument('the workflow has faults', { faults: report.faults });
    }
    return value;
}
function edit(text, trigger, parameters) {
    const old = findSpan(trigger, 'parameters');
    const type = findSpan(trigger, 'type');
    const at = old ?? type;
    if (!at) {
        return text;
    }
    const margin = marginOf(text, at.start);
    const isJson = text[at.start] === '"';
    const lines = trigger.flow === true ? flowText(parameters, isJson, margin.isBlank) : blockText(parameters);
    const eol = text.includes('\r\n') ? '\r\n' : '\n';
    const indent = trigger.flow === true ? margin.text : ' '.repeat(margin.text.length);
    const pair = lines.replaceAll('\n', eol + indent);
    if (old) {
        const end = old.start + text.slice(old.start, old.end).trimEnd().length;
        return text.slice(0, old.start) + pair + text.slice(end);
    }
    if (trigger.flow === true) {
        const gap = margin.isBlank ? eol + indent : ' ';
        return `${text.slice(0, at.end)},${gap}${pair}${text.slice(at.end)}`;
    }
    const lineEnd = at.end + text.slice(at.end).search(/\r?\n|$/);
    return text.slice(0, lineEnd) + eol + indent + pair + text.slice(lineEnd);
}
/** From the name of a member to the end of its value. */
function findSpan(map, name) {
    const pair = map.items.find(({ key }) => isScalar(key) && key.value === name);
    const start = isScalar(pair?.key) ? pair.key.range?.[0] : undefined;
    const end = isNode(pair?.value) ? endOf(pair.value) : undefined;
    return start === undefined || end === undefined ? undefined : { start, end };
}
/** Where the last text of a value ends; the library counts a comment behind it as part of a block. */
function endOf(node) {
    const last = isCollection(node) && node.flow !== true ? node.items.at(-1) : undefined;
    const inner = isPair(last) ? (last.value ?? last.key) : last;
    return isNode(inner) ? endOf(inner) : node.range?.[1];
}
/** What stands before a place on its line. */
function marginOf(text, place) {
    const margin = text.slice(text.lastIndexOf('\n', place - 1) + 1, place);
    return { text: margin, isBlank: margin.trim() === '' };
}
/** `parameters: { a: string }`, or with JSON's quotes, which then may take several lines. */
function flowText(parameters, isJson, mayBreak) {
    if (isJson) {
        return `"parameters": ${JSON.stringify(parameters, null, mayBreak ? 2 : 0)}`;
    }
    const document = new Document(parameters, { aliasDuplicateObjects: false });
    if (isCollection(document.contents)) {
        document.contents.flow = true;
    }
    return `parameters: ${document.toString({ lineWidth: 0 }).trimEnd()}`;
}
/** A line for each parameter. */
function blockText(parameters) {
    const document = new Document({ parameters }, { aliasDuplicateObjects: false });
    const list = document.get('parameters');
    for (const { value } of isMap(list) ? list.items : []) {
        if (isCollection(value)) {
            value.flow = true;
        }
    }
    return document.toString({ lineWidth: 0 }).trimEnd();
}
//# sourceMappingURL=write-parameters.js.map