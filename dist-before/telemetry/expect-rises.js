/** Shows series at zero before they rise: Prometheus' `increase` does not see a series begin, and an alert on it would miss the first time. */
export function expectRises(counter, series) {
    series.forEach((labels) => counter.inc(labels, 0));
}
//# sourceMappingURL=expect-rises.js.map