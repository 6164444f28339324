import { AppError } from '../errors/app-error.js';
import { GuardedClient } from '../outbound/guarded-client.js';
/** A sender at this process's own door: its address may be dialled by this one, and by nobody else. */
export class OwnDoor {
    client;
    constructor(address) {
        this.client = new GuardedClient({ allow: [address] });
    }
    /** Null when no answer came within `withinMs`. */
    async deliver(request, withinMs) {
        const { method, url, headers, body } = request;
        const timeoutMs = Math.max(1, Math.ceil(withinMs));
        const sent = { method, url, headers: Object.fromEntries(headers), body, timeoutMs };
        const response = await this.client.request(sent).catch(noAnswer);
        if (response?.status !== 202) {
            return response && { status: response.status };
        }
        const { event, executions } = JSON.parse(response.body.toString('utf8'));
        return { status: 202, event, ...(executions[0] !== undefined && { execution: executions[0] }) };
    }
    close() {
        return this.client.close();
    }
}
/** The client says so when nobody answered; anything else is a fault of ours. */
function noAnswer(error) {
    if (error instanceof AppError) {
        return null;
    }
    throw error;
}
//# sourceMappingURL=own-door.js.map