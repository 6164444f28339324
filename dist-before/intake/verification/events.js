import { InvalidRequest } from '../../errors/errors.js';
import { toRecord } from '../parsing/fields.js';
import { mediaType } from '../parsing/body.js';
import { parseJsonLines } from '../parsing/json-lines.js';
import { compileField } from './event-field.js';
import { parsePath, resolvePath } from './pointer.js';
import { firstHeader } from './raw-request.js';
import { findSetting } from './settings.js';
import { parseIso } from './timestamp.js';
/**
 * Makes event locators ready. `config.eventType` is the type where a locator says `config`.
 * Throws a RangeError that names a locator which is none.
 */
export function compileEvents(locators, config = {}) {
    const typeOf = compileField(locators.type ?? []);
    const idOf = compileId(locators.id ?? []);
    const replayOf = compileField(locators.replay ?? []);
    const subjectOf = compileField(locators.subject ?? [], true);
    const timeOf = compileField(locators.time ?? []);
    const causeOf = compileField(locators.cause ?? []);
    const containers = (locators.each ?? []).map(compileContainer);
    const control = locators.control ?? [];
    const eventType = findSetting(config, 'eventType');
    const configured = typeof eventType === 'string' ? eventType : null;
    const read = (scope, body) => {
        const type = textOf(typeOf(scope));
        const [id, isHash] = idOf(scope);
        const replayId = textOf(replayOf(scope));
        const cause = textOf(causeOf(scope));
        return {
            type,
            id,
            replayId: replayId ?? id,
            ...(isHash && replayId === null && { isHash }),
            subject: subjectFrom(subjectOf(scope)),
            time: momentOf(timeOf(scope)),
            ...(cause !== null && { cause }),
            body,
            control: type !== null && control.some((prefix) => type.startsWith(prefix)),
        };
    };
    return (view) => {
        const items = containers.length === 0 ? null : itemsOf(view, containers);
        if (items === null) {
            const item = view.json.ok ? view.json.value : undefined;
            return [read({ view, item, index: null, configured }, bodyOf(view, item))];
        }
        if (items.length > MAX_BATCH) {
            throw new InvalidRequest(`a delivery may hold ${MAX_BATCH} events at most`);
        }
        return items.map((item, index) => read({ view, item: item ?? null, index: items.length > 1 ? index : null, configured }, item));
    };
}
const BODY_HASH = 'hash:body';
/** Reads an id, and says whether it is nothing but the hash of the body. */
function compileId(locators) {
    const at = locators.indexOf(BODY_HASH);
    const named = compileField(at === -1 ? locators : locators.slice(0, at));
    if (at === -1) {
        return (scope) => [textOf(named(scope)), false];
    }
    const hashed = compileField([BODY_HASH]);
    const otherwise = compileField(locators.slice(at + 1));
    return (scope) => {
        const id = textOf(named(scope));
        const hash = id === null ? textOf(hashed(scope)) : null;
        return hash === null ? [id ?? textOf(otherwise(scope)), false] : [hash, true];
    };
}
/** Most events of one delivery: they share a commit, and a small body can name very many. */
const MAX_BATCH = 5000;
function compileContainer(text) {
    if (text === 'jsonl') {
        return (view) => {
            const lines = view.json.ok || view.content === null ? null : parseJsonLines(view.content);
            return lines?.ok === true ? lines.value : null;
        };
    }
    if (!text.startsWith('json:')) {
        throw new RangeError(`"${text}" is not a place of a batch: it must be jsonl or json:/pointer`);
    }
    const path = parsePath(text.slice('json:'.length));
    return (view) => {
        const value = view.json.ok ? resolvePath(view.json.value, path)[0] : undefined;
        return Array.isArray(value) ? value : null;
    };
}
function itemsOf(view, containers) {
    for (const container of containers) {
        const items = container(view);
        if (items !== null) {
            return items;
        }
    }
    return null;
}
function bodyOf(view, item) {
    if (view.tokenIsMessage) {
        return view.claims;
    }
    if (item !== undefined) {
        return item;
    }
    if (view.multipart?.ok === true) {
        return toRecord(view.multipart.value);
    }
    const type = mediaType(firstHeader(view.request.rawHeaders, 'content-type'));
    if (type === 'application/x-www-form-urlencoded' && view.form.ok) {
        return toRecord(view.form.value);
    }
    return null;
}
function textOf(value) {
    return typeof value === 'string' || typeof value === 'number' ? String(value) : null;
}
function subjectFrom(value) {
    return typeof value === 'object' && value !== null ? value : textOf(value);
}
/** Numbers this large are milliseconds: as seconds they would lie three thousand years ahead. */
const FIRST_MILLISECONDS = 1e11;
/** Times inside events come as RFC 3339 text or as seconds or milliseconds since 1970; they decide nothing. */
function momentOf(value) {
    const number = typeof value === 'string' && /^\d{1,16}$/.test(value) ? Number(value) : value;
    if (typeof number === 'number') {
        const moment = new Date(number < FIRST_MILLISECONDS ? number * 1000 : number);
        return Number.isNaN(moment.getTime()) ? null : moment;
    }
    const at = typeof number === 'string' ? parseIso(number) : null;
    return at === null ? null : new Date(at);
}
//# sourceMappingURL=events.js.map