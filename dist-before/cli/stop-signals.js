/** Resolves at the first SIGINT or SIGTERM; later ones change nothing, the stop is under way. */
export function untilAskedToStop() {
    return new Promise((resolve) => {
        process.on('SIGINT', resolve);
        process.on('SIGTERM', resolve);
    });
}
//# sourceMappingURL=stop-signals.js.map