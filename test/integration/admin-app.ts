/** The management API as a real HTTP server over a real Postgres, with a stand-in for intake's trigger and the bell. */
import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { DataSource } from 'typeorm';
import { builtInActions } from '../../src/actions/built-in-actions.js';
import { createActionRegistry } from '../../src/actions/registry.js';
import { AccessTokens } from '../../src/admin/access/access-tokens.service.js';
import type { Role } from '../../src/admin/access/caller.js';
import { AdminModule } from '../../src/admin/admin.module.js';
import type { TriggerInput } from '../../src/intake/trigger.service.js';
import { FoundationsModule } from '../../src/app/foundations.module.js';
import { setUpApi } from '../../src/app/set-up-api.js';
import { loadConfig } from '../../src/config/config.js';
import { HealthModule } from '../../src/health/health.module.js';
import { GuardedClient } from '../../src/outbound/guarded-client.js';
import { createLogger } from '../../src/telemetry/logger.js';
import type { WorkflowRow } from '../../src/workflow/revisions.repository.js';
import { createTestDatabase } from '../support/database.js';
import type { TestDatabase } from '../support/database.js';
import { newTokenOf } from '../support/new-token.js';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // oxlint-disable-next-line typescript/no-explicit-any -- what an HTTP client sees is whatever came
  readonly body: any;
}

export interface AdminApp {
  readonly url: string;
  readonly dataSource: DataSource;
  readonly tokens: AccessTokens;
  /** Ids that were rung for, in order. */
  readonly rung: string[];
  readonly triggered: { workflow: WorkflowRow; input: TriggerInput }[];
  /** Calls below `/api/v1` as admin; a string body is sent as it is. */
  call(method: string, path: string, body?: unknown, options?: CallOptions): Promise<Answer>;
  /** A new token. */
  token(role: Role, namespaces?: readonly string[]): Promise<string>;
  stop(): Promise<void>;
}

export interface CallOptions {
  readonly token?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
}

const TRIGGER = Symbol('test trigger');
const TESTS = Symbol('test runs');
const DOORS = Symbol('test doors');
const BELL = Symbol('test bell');
const CATALOG = Symbol('test catalog');

export async function startAdminApp(): Promise<AdminApp> {
  const database = await createTestDatabase();
  const config = loadConfig({
    DATABASE_URL: database.url,
    SIGNET_MASTER_KEY: randomBytes(32).toString('base64'),
    PORT: '0',
    PUBLIC_URL: 'https://signet.example.com',
    LOG_LEVEL: 'silent',
  });
  const rung: string[] = [];
  const triggered: AdminApp['triggered'] = [];
  const ports = portsModule(rung, triggered);
  const admin = AdminModule.for({
    imports: [ports],
    trigger: TRIGGER,
    tests: TESTS,
    doors: DOORS,
    bell: BELL,
    catalog: CATALOG,
  });
  const logger = createLogger('silent', 'web');
  const root = class TestRoot {};
  Module({ imports: [FoundationsModule.for(config, logger), admin, HealthModule.for({ imports: [] })] })(
    root,
  );
  const app = await NestFactory.create<NestExpressApplication>(root, {
    bodyParser: false,
    abortOnError: false,
    logger: false,
  });
  setUpApi(app, config);
  await app.listen(0, '127.0.0.1');
  const url = `http://127.0.0.1:${(app.getHttpServer().address() as AddressInfo).port}`;
  return running(app, database, { url, rung, triggered });
}

async function running(
  app: NestExpressApplication,
  database: TestDatabase,
  parts: Pick<AdminApp, 'url' | 'rung' | 'triggered'>,
): Promise<AdminApp> {
  const tokens = app.get(AccessTokens);
  const admin = await tokens.ensureAdminToken(null);
  const call: AdminApp['call'] = (method, path, body, { token = admin, headers = {} } = {}) =>
    request(`${parts.url}/api/v1${path}`, method, body, {
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      ...headers,
    });
  return {
    ...parts,
    tokens,
    dataSource: app.get(DataSource),
    call,
    token: (role, namespaces = []) =>
      newTokenOf(role, namespaces, async (asked) => {
        const { status, body } = await call('POST', '/tokens', asked);
        return { status, token: body.token };
      }),
    stop: async () => {
      await app.close();
      await database.drop();
    },
  };
}

/** Any request; JSON when it can be. */
export async function request(
  url: string,
  method: string,
  body: unknown,
  headers: Readonly<Record<string, string>>,
): Promise<Answer> {
  const response = await fetch(url, {
    method,
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  const isJson = /[/+]json/.test(response.headers.get('content-type') ?? '');
  return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
}

function portsModule(rung: string[], triggered: AdminApp['triggered']): new () => object {
  const ports = class TestPorts {};
  const client = new GuardedClient({ allow: [] });
  Module({
    providers: [
      { provide: BELL, useValue: { ring: (ids: readonly string[]) => rung.push(...ids) } },
      { provide: TESTS, useValue: {} },
      { provide: DOORS, useValue: { refresh: () => Promise.resolve() } }, // there are none
      { provide: CATALOG, useValue: createActionRegistry(builtInActions(client)) },
      {
        provide: TRIGGER,
        useValue: {
          triggerWorkflow: (workflow: WorkflowRow, input: TriggerInput) => {
            triggered.push({ workflow, input });
            return Promise.resolve({ event: 'event-id', executions: ['execution-id'] });
          },
        },
      },
    ],
    exports: [BELL, CATALOG, DOORS, TESTS, TRIGGER],
  })(ports);
  return ports;
}
