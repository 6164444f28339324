/** Reads compose.yaml the way Compose does, as far as the rules need it. */
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parse } from 'yaml';

export interface ComposeService {
  image: string;
  entrypoint?: string[];
  command?: string[];
  environment?: Record<string, string>;
  healthcheck?: { test?: string[]; disable?: boolean };
  depends_on?: Record<string, { condition: string; required?: boolean }>;
  networks?: string[];
  ports?: string[];
  volumes?: string[];
  read_only?: boolean;
  tmpfs?: string[];
  cap_drop?: string[];
  security_opt?: string[];
  stop_grace_period?: string;
}

export interface Compose {
  services: Record<string, ComposeService>;
  networks: Record<string, { internal?: boolean }>;
  volumes: Record<string, object>;
}

const ROOT = resolve(import.meta.dirname, '../..');

/** Text of a file at the top of the repository. */
export async function readTop(name: string): Promise<string> {
  return readFile(resolve(ROOT, name), 'utf8');
}

export async function readCompose(): Promise<Compose> {
  return parse(await readTop('compose.yaml'), { merge: true, uniqueKeys: true }) as Compose;
}

/** `${NAME}`, `${NAME:-default}` and `${NAME:?why}`; throws with the why when NAME is unset or empty. */
export function interpolate(text: string, variables: Readonly<Record<string, string>>): string {
  return text.replace(/\$\{(\w+)(?::([-?])([^}]*))?\}/g, (_, name: string, kind?: string, rest?: string) => {
    const value = variables[name];
    if (value !== undefined && value !== '') {
      return value;
    }
    if (kind === '?') {
      throw new Error(`${name}: ${rest ?? ''}`);
    }
    return rest ?? '';
  });
}

export function composeEnvironment(
  service: ComposeService,
  variables: Readonly<Record<string, string>>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(service.environment ?? {}).map(([name, value]) => [name, interpolate(value, variables)]),
  );
}
