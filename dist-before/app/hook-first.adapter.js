import { createServer } from 'node:http';
import { ExpressAdapter } from '@nestjs/platform-express';
import { requestTarget } from '../intake/parsing/query.js';
import { isPublic } from './public-paths.js';
/** A sender that dawdles is cut off: headers within 10 s, a whole request within 30 s. */
const LIMITS = {
    headersTimeout: 10_000,
    requestTimeout: 30_000,
    keepAliveTimeout: 65_000,
    connectionsCheckingInterval: 5000,
    maxHeaderSize: 32 * 1024,
};
/** Express, with deliveries answered before it sees them: it costs four times the rest of admission. */
export class HookFirstAdapter extends ExpressAdapter {
    door = null;
    /** What comes from the street goes to `door` from now on; without one they reach Express like everything else. */
    openDoor(door) {
        this.door = door;
    }
    initHttpServer(options) {
        const framework = this.getInstance();
        const server = createServer(LIMITS, (request, response) => {
            if (this.door && isPublic(requestTarget(request.url ?? ''))) {
                this.door(request, response);
            }
            else {
                framework(request, response);
            }
        });
        server.maxHeadersCount = 0; // past a count Node drops headers without a word; their size is capped
        this.setHttpServer(server);
        if (options?.forceCloseConnections) {
            this.trackOpenConnections();
        }
    }
}
//# sourceMappingURL=hook-first.adapter.js.map