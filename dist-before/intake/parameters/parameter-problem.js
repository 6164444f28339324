export function parameterProblem(faults) {
    return {
        msg: faults.some(({ code }) => code === 'missing') ? 'Missing required parameter' : 'Invalid parameter',
        errors: faults.map(({ path, message }) => ({ path, message })),
    };
}
//# sourceMappingURL=parameter-problem.js.map