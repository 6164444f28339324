export function generationOf({ index, of }) {
    const age = of - 1 - index;
    return age === 0 ? 'newest' : age === 1 ? 'previous' : 'older';
}
//# sourceMappingURL=secret-use.js.map