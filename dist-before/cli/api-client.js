/** The management API, as the command line speaks to it. */
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { CommandFailed, EXIT } from './exit-code.js';
import { describeProblem } from './problem.js';
const PATIENCE_MS = 60_000;
const STREAM_PATIENCE_MS = 3_600_000;
const PAGE = 100;
const GATEWAY = [502, 503, 504];
/** The server answered, and the answer is no. */
export class ApiRefused extends CommandFailed {
    status;
    problem;
    constructor(status, problem, place) {
        const isAccess = status === 401 || status === 403;
        super(isAccess ? EXIT.unreachable : EXIT.failed, describeProblem(status, problem, place), {
            status,
            problem,
        });
        this.status = status;
        this.problem = problem;
    }
}
export class ApiClient {
    server;
    base;
    constructor(server) {
        this.server = server;
        const tenant = server.tenant === undefined ? '' : `/${server.tenant}`;
        this.base = `${server.url.replace(/\/+$/, '')}/api/v1${tenant}`;
    }
    /** The answer's JSON; null when it has none. `path` begins with a slash. Throws ApiRefused or CommandFailed. */
    get(path, query = {}) {
        return this.send('GET', withQuery(path, query));
    }
    post(path, body, query = {}) {
        return this.send('POST', withQuery(path, query), json(body ?? {}));
    }
    /** The lines of an answer, each its own JSON, as they come. Throws ApiRefused or CommandFailed. */
    postForLines(path, body) {
        return this.lines('POST', path, json(body));
    }
    /** As `postForLines`. */
    getLines(path, query = {}) {
        return this.lines('GET', withQuery(path, query));
    }
    put(path, body, query = {}) {
        return this.send('PUT', withQuery(path, query), json(body));
    }
    /** For what tells more the first time it is asked: never asked twice. */
    putOnce(path, body) {
        return this.send('PUT', path, json(body), false);
    }
    delete(path, query = {}) {
        return this.send('DELETE', withQuery(path, query));
    }
    /** Sends a workflow document as it stands in its file. */
    sendDocument(method, path, text, query = {}) {
        return this.send(method, withQuery(path, query), { type: 'application/yaml', text });
    }
    /** Pages together, up to `limit` items, from `cursor` on. */
    async list(path, query, limit) {
        const items = [];
        let cursor = query['cursor'];
        for (;;) {
            const size = Math.min(PAGE, limit - items.length);
            const page = await this.get(path, { ...query, limit: size, cursor });
            items.push(...page.items);
            if (page.next === null || items.length >= limit || page.items.length === 0) {
                return { items, next: page.next };
            }
            cursor = page.next;
        }
    }
    async *lines(method, path, body) {
        const response = await this.exchangeOnce(method, path, body, STREAM_PATIENCE_MS);
        if (!response.ok || response.body === null) {
            throw new ApiRefused(response.status, asProblem(await response.text()), `${method} ${this.base}${path}`);
        }
        for await (const line of createInterface({ input: Readable.fromWeb(response.body) })) {
            yield parse(line, this.base);
        }
    }
    async send(method, path, body, isRepeatable = method !== 'POST') {
        const response = await (isRepeatable
            ? this.exchange(method, path, body)
            : this.exchangeOnce(method, path, body));
        const text = await response.text();
        if (!response.ok) {
            throw new ApiRefused(response.status, asProblem(text), `${method} ${this.base}${path}`);
        }
        return (text === '' ? null : parse(text, this.base));
    }
    async exchange(method, path, body) {
        const first = await this.exchangeOnce(method, path, body);
        if (!GATEWAY.includes(first.status)) {
            return first;
        }
        await first.arrayBuffer();
        await delay(1_000); // the ledger or a gateway was away: asking twice is harmless
        return this.exchangeOnce(method, path, body);
    }
    async exchangeOnce(method, path, body, patienceMs = PATIENCE_MS) {
        try {
            return await fetch(`${this.base}${path}`, {
                method,
                headers: {
                    accept: 'application/json',
                    authorization: `Bearer ${this.server.token}`,
                    ...(body === undefined ? {} : { 'content-type': body.type }),
                },
                ...(body === undefined ? {} : { body: body.text }),
                redirect: 'error', // the token goes nowhere else
                signal: AbortSignal.timeout(patienceMs),
            });
        }
        catch (error) {
            throw unreachable(this.server.url, error);
        }
    }
}
function json(body) {
    return { type: 'application/json', text: JSON.stringify(body) };
}
function withQuery(path, query) {
    const given = Object.entries(query).flatMap(([name, value]) => value === undefined ? [] : [[name, String(value)]]);
    return given.length === 0 ? path : `${path}?${new URLSearchParams(given).toString()}`;
}
function asProblem(text) {
    try {
        const problem = JSON.parse(text);
        return problem !== null && typeof problem === 'object' ? problem : {};
    }
    catch {
        return {};
    }
}
function parse(text, base) {
    try {
        return JSON.parse(text);
    }
    catch {
        throw new CommandFailed(EXIT.unreachable, `${base} does not answer like Signet: is the address right?`);
    }
}
/** A server that nobody answers for. */
export function unreachable(url, error) {
    const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
    const { code, name } = cause;
    const what = code ?? (name === 'TimeoutError' ? 'no answer in time' : 'connection failed');
    return new CommandFailed(EXIT.unreachable, `cannot reach Signet at ${url} (${what}): start it with "signet up", or name another with --url or SIGNET_URL`, { url }, { cause: error });
}
//# sourceMappingURL=api-client.js.map