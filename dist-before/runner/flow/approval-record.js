export function askedIn(run) {
    return run.output;
}
//# sourceMappingURL=approval-record.js.map