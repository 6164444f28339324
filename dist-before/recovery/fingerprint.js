import { createHash } from 'node:crypto';
/** Groups dead letters that died of the same thing: ids, numbers and addresses in the message do not count. */
export function fingerprint(workflowId, taskId, error) {
    const shape = error.message
        .replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/gi, '#')
        .replaceAll(/\S+@\S+/g, '@')
        .replaceAll(/\d+/g, '0');
    return createHash('sha256')
        .update(`${workflowId}\n${taskId ?? ''}\n${error.code}\n${shape}`)
        .digest('hex')
        .slice(0, 16);
}
//# sourceMappingURL=fingerprint.js.map