import { Histogram } from 'prom-client';
export function latency(parts) {
    const histogram = new Histogram({ ...parts, enableExemplars: true });
    return {
        start: (labels) => {
            const from = performance.now();
            return (more, exemplar) => {
                const value = (performance.now() - from) / 1000;
                const exemplarLabels = exemplar; // its labels are its own: the types do not know
                const all = Object.assign({}, labels, more); // not spread: ADR 23
                histogram.observe({ labels: all, value, exemplarLabels });
            };
        },
    };
}
//# sourceMappingURL=latency.js.map