/** A real SCIM 2.0 server (scimmy) on 127.0.0.1, with a gate in front that can misbehave. */
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import type { NextFunction, Request, Response } from 'express';
import { Resources, Schemas, Types } from 'scimmy';
import { SCIMMYRouters } from 'scimmy-routers';

export interface StoredResource {
  id: string;
  version: number;
  userName?: string;
  displayName?: string;
  members?: { value: string }[];
  [attribute: string]: unknown;
}

export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: unknown;
}

/** What the gate does to the next request it is meant for. */
export interface Fault {
  /** Method it is meant for; default any. */
  readonly method?: string;
  /** `cut-before`: the server never hears of it. `cut-after`: it acts, and its answer is lost. `before`: first this, then as usual. */
  readonly kind: 'answer' | 'cut-before' | 'cut-after' | 'before';
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly act?: () => unknown;
}

export interface ScimServerOptions {
  /** Most resources per page, whatever is asked for. */
  readonly pageCap?: number;
  /** False: no `ETag`, and `If-Match` is ignored. */
  readonly etags?: boolean;
  /** Takes no filter into account. */
  readonly ignoresFilters?: boolean;
  /** Whose `Authorization` it takes; default: that of `token`. */
  readonly accepts?: (authorization: string | undefined) => boolean;
}

const TOKEN = 'scim-test-token';

/** State of one server; handlers find it through the request, because scimmy declares resources once per process. */
export class ScimServer {
  readonly token = TOKEN;
  readonly users = new Map<string, StoredResource>();
  readonly groups = new Map<string, StoredResource>();
  readonly seen: SeenRequest[] = [];
  /** Taken one by one, each by the first request it is meant for. */
  readonly faults: Fault[] = [];
  private constructor(
    readonly options: ScimServerOptions,
    private readonly server: Server,
  ) {}

  static async start(options: ScimServerOptions = {}): Promise<ScimServer> {
    const app = express().disable('etag'); // its own is a digest of the body
    const server = createServer(app);
    const scim = new ScimServer(options, server);
    app.use(express.json({ type: ['application/scim+json', 'application/json'] }));
    app.use((request, response, next) => scim.gate(request, response, next));
    app.use((request, response, next) => scim.versions(request, response, next));
    app.use('/scim/v2', routersFor(scim));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return scim;
  }

  get baseUrl(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/scim/v2`;
  }

  addUser(user: Record<string, unknown> & { userName: string }): StoredResource {
    return save(this.users, { ...user, id: (user['id'] as string | undefined) ?? randomUUID(), version: 0 });
  }

  addGroup(displayName: string, members: readonly string[] = []): StoredResource {
    const group = { id: randomUUID(), version: 0, displayName, members: members.map((value) => ({ value })) };
    return save(this.groups, group);
  }

  /** Requests that could change something. */
  writes(): SeenRequest[] {
    return this.seen.filter(({ method }) => method !== 'GET');
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private gate(request: Request, response: Response, next: NextFunction): void {
    const { method, path, headers } = request;
    this.seen.push({ method, path, headers, body: request.body as unknown });
    const at = this.faults.findIndex((fault) => (fault.method ?? method) === method);
    const [fault] = at === -1 ? [] : this.faults.splice(at, 1);
    switch (fault?.kind) {
      case 'cut-before':
        request.socket.destroy();
        return;
      case 'answer':
        response
          .status(fault.status ?? 500)
          .set(fault.headers ?? {})
          .send(fault.body);
        return;
      case 'cut-after':
        response.send = () => {
          request.socket.destroy();
          return response;
        };
        break;
      case 'before':
        fault.act?.();
        break;
      default:
    }
    next();
  }

  /** ETags (RFC 7644, section 3.14), query numbers and page caps, which the routers leave to the application. */
  private versions(request: Request, response: Response, next: NextFunction): void {
    const query = { ...request.query } as Record<string, unknown>;
    for (const name of ['startIndex', 'count']) {
      if (query[name] !== undefined) {
        query[name] = Number(query[name]);
      }
    }
    query['count'] = Math.min((query['count'] as number | undefined) ?? 100, this.options.pageCap ?? 100);
    if (this.options.ignoresFilters === true) {
      delete query['filter'];
    }
    Object.defineProperty(request, 'query', { value: query, writable: true });

    if (this.options.etags === false) {
      next();
      return;
    }
    const { path } = request; // routers change it on the way
    const current = () => this.resourceAt(path);
    const wanted = request.header('if-match');
    const stored = current();
    if (wanted !== undefined && stored !== undefined && wanted !== etagOf(stored)) {
      response.status(412).send({ schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'], status: '412' });
      return;
    }
    const send = response.send.bind(response);
    response.send = (body?: unknown) => {
      const resource = current();
      if (resource !== undefined) {
        response.set('ETag', etagOf(resource));
      }
      return send(body);
    };
    next();
  }

  private resourceAt(path: string): StoredResource | undefined {
    const [, collection, id] = /\/(Users|Groups)\/([^/]+)$/.exec(path) ?? [];
    return (collection === 'Users' ? this.users : this.groups).get(decodeURIComponent(id ?? ''));
  }
}

export function etagOf({ version }: StoredResource): string {
  return `W/"${version}"`;
}

function routersFor(scim: ScimServer): SCIMMYRouters {
  declareOnce();
  const accepts =
    scim.options.accepts ?? ((authorization: string | undefined) => authorization === `Bearer ${TOKEN}`);
  return new SCIMMYRouters({
    type: 'bearer',
    context: () => scim,
    handler: (request) => {
      if (!accepts(request.header('authorization'))) {
        throw new Error('wrong token');
      }
      return 'signet';
    },
  });
}

let isDeclared = false;

function declareOnce(): void {
  if (isDeclared) {
    return;
  }
  isDeclared = true;
  Resources.declare(
    Resources.User,
    handlersOf((scim) => scim.users),
  );
  Resources.User.extend(Schemas.EnterpriseUser, false);
  Resources.declare(
    Resources.Group,
    handlersOf((scim) => scim.groups),
  );
}

interface Asked {
  id?: string;
  filter?: { match(list: unknown[]): unknown[] };
}

function handlersOf(of: (scim: ScimServer) => Map<string, StoredResource>): never {
  return {
    egress: ({ id, filter }: Asked, scim: ScimServer) => {
      if (id !== undefined) {
        return withGroups(scim, find(of(scim), id));
      }
      const all = [...of(scim).values()].map((one) => withGroups(scim, one));
      return filter === undefined ? all : filter.match(all);
    },
    ingress: ({ id }: Asked, instance: object, scim: ScimServer) => {
      const resource = JSON.parse(JSON.stringify(instance)) as StoredResource;
      const { groups: _, ...kept } = resource;
      refuseTaken(of(scim), resource.userName, id);
      const version = id === undefined ? 0 : find(of(scim), id).version;
      return withGroups(scim, save(of(scim), { ...kept, id: id ?? randomUUID(), version }));
    },
    degress: ({ id }: Asked, scim: ScimServer) => {
      find(of(scim), id!);
      of(scim).delete(id!);
    },
  } as never;
}

function save(store: Map<string, StoredResource>, resource: StoredResource): StoredResource {
  const saved = { ...resource, version: resource.version + 1 };
  store.set(saved.id, saved);
  return saved;
}

function find(store: Map<string, StoredResource>, id: string): StoredResource {
  const resource = store.get(id);
  if (resource === undefined) {
    throw new Types.Error(404, null as never, `Resource ${id} not found`);
  }
  return resource;
}

function refuseTaken(
  store: Map<string, StoredResource>,
  userName: string | undefined,
  id: string | undefined,
): void {
  const name = userName?.toLowerCase();
  const taken = [...store.values()].some((one) => one.id !== id && one.userName?.toLowerCase() === name);
  if (name !== undefined && taken) {
    throw new Types.Error(409, 'uniqueness', `userName ${userName} is taken`);
  }
}

function withGroups(scim: ScimServer, resource: StoredResource): StoredResource {
  if (resource.userName === undefined) {
    return resource;
  }
  const groups = [...scim.groups.values()]
    .filter(({ members }) => members?.some(({ value }) => value === resource.id) === true)
    .map(({ id, displayName }) => ({ value: id, display: displayName }));
  return { ...resource, groups };
}
