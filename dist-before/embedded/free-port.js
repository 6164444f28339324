import { createServer } from 'node:net';
/** A TCP port of 127.0.0.1 that nobody listens on right now. Another program may take it before the caller does. */
export function findFreePort() {
    return bind(0);
}
/** Whether `port` of 127.0.0.1 can be listened on right now. */
export async function isPortFree(port) {
    try {
        await bind(port);
        return true;
    }
    catch {
        return false;
    }
}
function bind(port) {
    return new Promise((resolve, reject) => {
        const server = createServer();
        server.once('error', reject);
        server.listen(port, '127.0.0.1', () => {
            const address = server.address();
            const bound = address !== null && typeof address === 'object' ? address.port : port;
            server.close(() => resolve(bound));
        });
    });
}
//# sourceMappingURL=free-port.js.map