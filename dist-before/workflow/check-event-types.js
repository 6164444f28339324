/** Event types that a document waits for, and that are hardly what its sources send. */
import { suggest } from '../config/suggest.js';
import { pointer } from './pointer.js';
import { rawList, rawMap, rawText } from './raw.js';
import { everyTaskOf } from './tasks/raw-tasks.js';
import { withOwnTypes } from './type-aliases.js';
/** Shorter names are near too many others. */
const SHORTEST = 4;
const MOST_LETTERS = 2;
/** Sources that the triggers and waits of a document name, each once. */
export function sourcesIn(document) {
    return [...new Set(subscriptionsIn(document).map(({ source }) => source))];
}
/** Prefixes and `*` are left alone, and so are the types of sources nothing is known of. */
export function doubtedTypes(document, known) {
    return subscriptionsIn(document).flatMap(({ source, events, place }) => rawList(events).flatMap((event, index) => {
        const type = rawText(event);
        const meant = type === undefined ? undefined : meantBy(type, known.get(source));
        return meant === undefined ? [] : [{ source, type: type, meant, place: pointer([index], place) }];
    }));
}
export function warnOfTypes(doubted, report) {
    for (const { source, type, meant, place } of doubted) {
        report.warn(place, `'${source}' is not known to send '${type}'`, { suggestion: meant });
    }
}
function meantBy(type, known) {
    if (!known || type.includes('*') || type.length < SHORTEST || known.isKnown(type)) {
        return undefined;
    }
    return suggest(type, known.names, Math.min(MOST_LETTERS, Math.floor(type.length / SHORTEST)));
}
function subscriptionsIn(value) {
    const document = rawMap(withOwnTypes(value));
    const triggers = rawList(document['triggers']).map((trigger, index) => subscription(trigger, pointer(['triggers', index])));
    const waits = everyTaskOf(document)
        .filter(({ task }) => task['type'] === 'wait')
        .map(({ task, place }) => subscription(task['event'], pointer(['event'], place)));
    return [...triggers, ...waits].flat();
}
function subscription(value, place) {
    const { source, events } = rawMap(value);
    const name = rawText(source);
    return name === undefined ? [] : [{ source: name, events, place: pointer(['events'], place) }];
}
//# sourceMappingURL=check-event-types.js.map