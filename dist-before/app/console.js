import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
/** Where the build puts the console's files, beside the program. */
const FILES = fileURLToPath(new URL('../console/', import.meta.url));
const PREFIX = '/console';
/** An address of a page, and none of a file. */
const PAGE = /^(\/(?!assets\/)[^?]*)?(\?|$)/;
/**
 * The pages for people, a client of the API like any other: files, the same for everybody, without a secret in them. Every
 * address below `/console` is one page, which shows what the address says. Without built files there is none.
 */
export function setUpConsole(app, files = FILES) {
    const start = `${files}/index.html`;
    if (!existsSync(start)) {
        return;
    }
    const page = readFileSync(start);
    app.useStaticAssets(files, {
        prefix: PREFIX,
        index: false,
        redirect: false,
        immutable: true,
        maxAge: '1y',
    });
    app.use(PREFIX, (request, response, next) => {
        if ((request.method === 'GET' || request.method === 'HEAD') && PAGE.test(request.url ?? '')) {
            response.setHeader('content-type', 'text/html; charset=utf-8');
            response.end(request.method === 'HEAD' ? undefined : page);
        }
        else {
            next();
        }
    });
}
//# sourceMappingURL=console.js.map