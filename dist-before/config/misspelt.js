import { suggest } from './suggest.js';
/** Shorter names are near too much that is somebody else's: `PORTS`, `HOSTS`. */
const SHORTEST = 7;
const MOST_LETTERS = 2;
/** Variables that are set, are none of the known ones, and are nearly one of them. Also as `NAME_FILE`. */
export function misspeltIn(env, known) {
    const candidates = [...known].filter((name) => name.length >= SHORTEST);
    return Object.keys(env).flatMap((name) => {
        const bare = name.replace(/_FILE$/, '');
        const meant = known.has(name) || known.has(bare) ? undefined : suggest(bare, candidates, MOST_LETTERS);
        return meant === undefined ? [] : [{ name, meant: `${meant}${name.slice(bare.length)}` }];
    });
}
//# sourceMappingURL=misspelt.js.map