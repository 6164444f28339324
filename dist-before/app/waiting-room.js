import { createServer } from 'node:http';
import { problem } from '../intake/answer.js';
const LIVE = '/health/live';
const READY = '/health/ready';
/** Answers while a program cannot start yet: it is live and not ready, says why to who asks for that, and sends all others away. */
export class WaitingRoom {
    http;
    server = null;
    reason = '';
    constructor(http) {
        this.http = http;
    }
    /** Opens it when it is not open yet. */
    async say(reason) {
        this.reason = reason;
        this.server ??= await this.open();
    }
    async close() {
        const { server } = this;
        if (server) {
            server.closeAllConnections();
            await new Promise((resolve) => server.close(resolve));
        }
    }
    open() {
        const server = createServer((request, response) => {
            const { status, headers, body } = this.answer(request.url?.split('?')[0]);
            request.resume();
            response.writeHead(status, { ...headers, 'cache-control': 'no-store', connection: 'close' });
            response.end(body);
        });
        return new Promise((resolve, reject) => {
            server.once('error', reject);
            server.listen(this.http.port, this.http.host, () => resolve(server));
        });
    }
    answer(path) {
        if (path === LIVE) {
            return { status: 200, headers: { 'content-type': 'application/json' }, body: '{"status":"ok"}' };
        }
        const detail = path === READY ? this.reason : 'This process cannot start yet';
        return problem(503, 'Service Unavailable', detail, { headers: { 'retry-after': '5' } });
    }
}
//# sourceMappingURL=waiting-room.js.map