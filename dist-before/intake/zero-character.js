/** Whether JSON text holds the character U+0000, in a name or a value: Postgres can store it in no text. */
export function holdsZero(json) {
    return json.includes(String.raw `\u0000`) && UNESCAPED.test(json);
}
/** Behind an even number of backslashes; behind an odd one the text names a backslash and five characters. */
const UNESCAPED = /(?<!\\)(?:\\\\)*\\u0000/;
//# sourceMappingURL=zero-character.js.map