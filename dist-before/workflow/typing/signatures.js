/** What functions and methods of the language take and give; `functions.ts` and `methods.ts` are what they do. */
import { ANY, BOOL, DURATION, listOf, NUMBER, STRING, TIMESTAMP } from './type.js';
const TEXT = ['string'];
const WHOLE = ['number'];
const textFunction = { takes: [TEXT], gives: STRING };
export const FUNCTION_SIGNATURES = {
    now: { takes: [], gives: TIMESTAMP },
    uuid: { takes: [], gives: STRING },
    dyn: { takes: [[]], gives: ANY },
    size: { takes: [['string', 'list', 'map']], gives: NUMBER },
    string: { takes: [['string', 'number', 'bool', 'timestamp', 'duration']], gives: STRING },
    int: { takes: [['number', 'string', 'timestamp']], gives: NUMBER },
    double: { takes: [['number', 'string']], gives: NUMBER },
    bool: { takes: [['bool', 'string']], gives: BOOL },
    timestamp: { takes: [['timestamp', 'number', 'string']], gives: TIMESTAMP },
    duration: { takes: [['duration', 'string']], gives: DURATION },
    lower: textFunction,
    upper: textFunction,
    domain: textFunction,
    hash: textFunction,
    base64: textFunction,
    secret: { takes: [TEXT], gives: STRING },
    regex: { takes: [TEXT, TEXT], gives: BOOL },
};
const onText = (takes, gives) => ({
    on: TEXT,
    takes,
    gives,
});
const ofDate = { on: ['timestamp'], takes: [], gives: NUMBER };
const ofTime = { on: ['timestamp', 'duration'], takes: [], gives: NUMBER };
export const METHOD_SIGNATURES = {
    size: { on: ['string', 'list', 'map'], takes: [], gives: NUMBER },
    startsWith: onText([TEXT], BOOL),
    endsWith: onText([TEXT], BOOL),
    contains: onText([TEXT], BOOL),
    lowerAscii: onText([], STRING),
    upperAscii: onText([], STRING),
    trim: onText([], STRING),
    indexOf: onText([TEXT], NUMBER),
    lastIndexOf: onText([TEXT], NUMBER),
    substring: onText([WHOLE, WHOLE], STRING),
    split: onText([TEXT], listOf(STRING)),
    replace: onText([TEXT, TEXT], STRING),
    join: { on: ['list'], takes: [TEXT], gives: STRING },
    hasValue: { on: ['optional'], takes: [], gives: BOOL },
    value: { on: ['optional'], takes: [], gives: ANY },
    getFullYear: ofDate,
    getMonth: ofDate,
    getDate: ofDate,
    getDayOfMonth: ofDate,
    getDayOfWeek: ofDate,
    getHours: ofTime,
    getMinutes: ofTime,
    getSeconds: ofTime,
    getMilliseconds: ofTime,
};
//# sourceMappingURL=signatures.js.map