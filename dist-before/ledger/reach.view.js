/** True when the namespace is one of them, or below one of them. */
export function isWithinReach(reach, namespace) {
    return (reach.namespaces.length === 0 ||
        reach.namespaces.some((one) => namespace === one || namespace.startsWith(`${one}.`)));
}
/** SQL of `isWithinReach`: `column` is the namespace, `parameter` (`$2`) the array of those reached. */
export function withinReach(column, parameter) {
    return `(cardinality(${parameter}::text[]) = 0 or exists (
      select 1 from unnest(${parameter}::text[]) as reached (namespace)
       where ${column} = reached.namespace or starts_with(${column}, reached.namespace || '.')))`;
}
//# sourceMappingURL=reach.view.js.map