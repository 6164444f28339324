import { InvalidRequest } from '../../errors/errors.js';
import { toRecord } from '../parsing/fields.js';
import { mediaType } from '../parsing/body.js';
import { parseJsonLines } from '../parsing/json-lines.js';
import { compileField, type EventScope } from './event-field.js';
import { parsePath, resolvePath } from './pointer.js';
import type { EventLocators } from './profile.js';
import { firstHeader } from './raw-request.js';
import type { RequestView } from './request-view.js';
import { type EndpointConfig, findSetting } from './settings.js';
import { parseIso } from './timestamp.js';

/** What an accepted delivery says happened. Null where the sender gave nothing. */
export interface ExtractedEvent {
  type: string | null;
  /** The sender's id, stable over its retries where the sender has such a thing. */
  id: string | null;
  /** What repeats are known by: the id, or what the proof covers where the id stands outside of it. */
  replayId: string | null;
  /** The id is nothing but the hash of the body: the same body at another time is another event. */
  isHash?: true;
  /** The identity: an id, or the structured subject identifier of RFC 9493. */
  subject: string | Readonly<Record<string, unknown>> | null;
  time: Date | null;
  /** The stamp it carries, not proven yet. */
  cause?: string;
  /** The item of a batch, the JSON body, the fields of a form, or the claims when the body is a token; else null. */
  body: unknown;
  /** About the stream itself, not about an identity: acknowledge and do not forward. */
  control: boolean;
}

/**
 * Reads the events out of a request whose sender is proven. At least one, unless a batch is empty. Throws InvalidRequest
 * for a batch that is too large.
 */
export type EventReader = (view: RequestView) => ExtractedEvent[];

/**
 * Makes event locators ready. `config.eventType` is the type where a locator says `config`.
 * Throws a RangeError that names a locator which is none.
 */
export function compileEvents(locators: EventLocators, config: EndpointConfig = {}): EventReader {
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

  const read = (scope: EventScope, body: unknown): ExtractedEvent => {
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
    return items.map((item, index) =>
      read({ view, item: item ?? null, index: items.length > 1 ? index : null, configured }, item),
    );
  };
}

const BODY_HASH = 'hash:body';

/** Reads an id, and says whether it is nothing but the hash of the body. */
function compileId(locators: readonly string[]): (scope: EventScope) => readonly [string | null, boolean] {
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

/** The items of a batch where one of its places holds a list. */
type Container = (view: RequestView) => unknown[] | null;

function compileContainer(text: string): Container {
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
    return Array.isArray(value) ? (value as unknown[]) : null;
  };
}

function itemsOf(view: RequestView, containers: readonly Container[]): unknown[] | null {
  for (const container of containers) {
    const items = container(view);
    if (items !== null) {
      return items;
    }
  }
  return null;
}

function bodyOf(view: RequestView, item: unknown): unknown {
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

function textOf(value: unknown): string | null {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : null;
}

function subjectFrom(value: unknown): ExtractedEvent['subject'] {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : textOf(value);
}

/** Numbers this large are milliseconds: as seconds they would lie three thousand years ahead. */
const FIRST_MILLISECONDS = 1e11;

/** Times inside events come as RFC 3339 text or as seconds or milliseconds since 1970; they decide nothing. */
function momentOf(value: unknown): Date | null {
  const number = typeof value === 'string' && /^\d{1,16}$/.test(value) ? Number(value) : value;
  if (typeof number === 'number') {
    const moment = new Date(number < FIRST_MILLISECONDS ? number * 1000 : number);
    return Number.isNaN(moment.getTime()) ? null : moment;
  }
  const at = typeof number === 'string' ? parseIso(number) : null;
  return at === null ? null : new Date(at);
}
