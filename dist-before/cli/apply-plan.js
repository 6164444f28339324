/** `found` is what the server says about each of the files. Two of the same workflow are refused, both. */
export function fileSteps(files, found) {
    return found.map(({ workflow, changes, faults, warnings, ...difference }, at) => {
        const twin = files.find((_, other) => workflow !== null && other !== at && found[other].workflow === workflow);
        const more = twin === undefined ? [] : [twinFault(workflow, twin)];
        const action = twin === undefined ? actionOf(difference) : 'refused';
        return { file: files[at], workflow, action, changes, faults: [...faults, ...more], warnings };
    });
}
function actionOf({ outcome, deployed }) {
    switch (outcome) {
        case 'new':
            return 'create';
        case 'changed':
            return 'change';
        case 'same':
            return deployed ? 'unchanged' : 'deploy';
        case 'refused':
            return 'refused';
    }
}
function twinFault(workflow, file) {
    return { path: 'id', line: 1, column: 1, message: `${workflow} is in ${file}, too` };
}
/**
 * Takes away what runs in the environment and is in none of the files: of the namespaces the files are of alone, not of those
 * below them. `running` are the workflows of the tenant as they stand there.
 */
export function pruneSteps(steps, running) {
    const kept = new Set(steps.map(({ workflow }) => workflow));
    const namespaces = new Set([...kept].map((name) => name?.split('/')[0]));
    return running
        .filter(({ revision, namespace }) => revision !== null && namespaces.has(namespace))
        .map((one) => ({ ...one, workflow: `${one.namespace}/${one.id}` }))
        .filter(({ workflow }) => !kept.has(workflow))
        .map(({ workflow, environments }) => ({
        workflow,
        action: environments.length > 1 ? 'undeploy' : 'delete',
    }));
}
export function isChange({ action }) {
    return action !== 'unchanged';
}
//# sourceMappingURL=apply-plan.js.map