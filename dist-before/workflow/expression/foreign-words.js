/** What people write who come from Jinja, JavaScript or another engine, and what it is called here. */
/** A string, which may hold anything. */
const STRING = /("""|'''|["'])(?:\\[^]|(?!\1)[^\\])*(?:\1|$)/g;
const SIGNS = [
    [/===|!==/, "'==' and '!=' compare"],
    [/(?<![=!<>])=(?!=)/, "'==' compares"],
    [/\?\?/, "'a ?? b' is written default(a, b)"],
    [
        /(?<!\|)\|(?!\|)/,
        "there are no filters behind '|': functions are called, as in upper(x) or default(x, 'none')",
    ],
    [/\band\b/i, "'and' is written &&"],
    [/\bor\b(?!\s*\()/i, "'or' is written ||"],
    [/\bnot\b/i, "'not' is written !"],
];
const NAMES = {
    secrets: "secret('NAME') reads a secret",
    vars: "var('NAME') reads a variable",
    env: "var('NAME') reads a variable",
    outputs: 'tasks.ID.output is what a task gave',
    now: 'now() is the time',
};
/** Why an expression that cannot be read was most likely written so. */
export function hintOnSigns(source) {
    const bare = source.replaceAll(STRING, '""');
    return SIGNS.find(([sign]) => sign.test(bare))?.[1];
}
export function hintOnName(name) {
    return Object.hasOwn(NAMES, name) ? NAMES[name] : undefined;
}
//# sourceMappingURL=foreign-words.js.map