import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CONFIG, type Config } from '../../config/config.js';
import { placeParameters, type PlainRequest } from '../../intake/parameters/place-parameters.js';
import { sampleValues } from '../../intake/parameters/sample-values.js';
import { curlCommand } from '../../intake/signing/curl-command.js';
import { writeRequest } from '../../intake/signing/write-request.js';
import { compileParameters, type CompiledParameters } from '../../workflow/parameters/compile-parameters.js';
import { type Caller, requireWholeTenant } from '../access/caller.js';
import { EXAMPLE_EVENT } from '../examples.js';
import { publicUrl } from '../hook-url.js';
import { Journal } from '../journal.service.js';
import { type AddressedHook, isBearer, kestraUrl, toolJetUrl } from './hook-addresses.js';
import { HookSigner, type Signer } from './hook-signer.service.js';
import { addressed, type PlacedHook, type TriggerName, Triggers } from './triggers.service.js';

export interface AskedRequest extends PlainRequest {
  readonly method?: string;
  /** The body goes as a form. */
  readonly form?: boolean;
}

export interface ReadyCurl {
  readonly curl: string;
  readonly method: string;
  readonly url: string;
  /** It can be run as it is, for as long as the sender's signatures are good. */
  readonly ready: boolean;
  readonly notes: readonly string[];
}

interface Subject {
  readonly hook: PlacedHook & AddressedHook;
  readonly parameters: CompiledParameters;
}

/** Ready commands that deliver to a hook. They show secrets that the caller reaches, so who asked for one is written down. */
@Injectable()
export class Curls {
  constructor(
    private readonly dataSource: DataSource,
    private readonly triggers: Triggers,
    private readonly signer: HookSigner,
    private readonly journal: Journal,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async ofTrigger(caller: Caller, name: TriggerName, asked: AskedRequest): Promise<ReadyCurl> {
    const placed = await this.triggers.require(caller, name);
    const { definition, hook, row, source } = placed;
    if (definition.type === 'event') {
      return this.ofSource(caller, source!.name, hook.environment, asked);
    }
    const signer = await this.signer.ofTrigger(definition, row, caller);
    const subject = `workflow:${row.namespace}/${row.name}`;
    const parameters = compileParameters(definition.parameters ?? {});
    await this.note(caller, subject, { trigger: name.trigger, environment: name.environment });
    return this.command({ hook: { ...hook, ...addressed(placed) }, parameters }, signer, asked);
  }

  async ofSource(caller: Caller, name: string, environment: string, asked: AskedRequest): Promise<ReadyCurl> {
    requireWholeTenant(caller);
    const { source, hook } = await this.triggers.requireSource(caller, name, environment);
    const signer = this.signer.ofSource(caller.tenant, source);
    await this.note(caller, `source:${name}`, { environment });
    return this.command({ hook, parameters: [] }, signer, asked);
  }

  private command({ hook, parameters }: Subject, signer: Signer, asked: AskedRequest): ReadyCurl {
    const { profile, key } = signer;
    const method = asked.method ?? usualMethod(profile?.methods);
    const base = publicUrl(this.config.http);
    const url = `${placeOf(base, hook, { method, key })}?environment=${encodeURIComponent(hook.environment)}`;
    const content = contentOf(asked, parameters, method);
    const draft = writeRequest(content, { method, url, form: asked.form });
    const { request, ready, notes } = this.signer.sign(draft, signer);
    const off = `The hook is off in ${hook.environment} and answers 404.`;
    return {
      curl: curlCommand(request),
      method,
      url: request.url,
      ready: ready && hook.isOn,
      notes: [...notes, ...(hook.isOn ? [] : [off])],
    };
  }

  private note(caller: Caller, subject: string, details: object): Promise<void> {
    const deed = { verb: 'hook.curl', subject, message: `ready command for ${subject}`, details };
    return this.dataSource.transaction((tx) => this.journal.write(tx, caller, deed));
  }
}

/** Where the system it is shaped for has it, else the hook's own address. */
function placeOf(
  base: string,
  { address, workflow }: AddressedHook,
  { method, key }: { readonly method: string; readonly key: string | undefined },
): string {
  if (workflow && key !== undefined) {
    return kestraUrl(base, workflow, key);
  }
  return workflow && method === 'POST' && isBearer(workflow.proofs)
    ? toolJetUrl(base, workflow)
    : `${base}/hooks/${address}`;
}

function usualMethod(methods: readonly string[] | undefined): string {
  return methods === undefined || methods.includes('POST') ? 'POST' : methods[0]!;
}

/** What was asked for; a sample made of the parameters where nothing was. */
function contentOf(asked: AskedRequest, parameters: CompiledParameters, method: string): PlainRequest {
  const sample = placeParameters(parameters, sampleValues(parameters));
  const given = new Set(Object.keys(asked.headers ?? {}).map((name) => name.toLowerCase()));
  const headers = Object.entries(sample.headers ?? {}).filter(([name]) => !given.has(name.toLowerCase()));
  const sampleBody = method === 'GET' ? undefined : parameters.length === 0 ? EXAMPLE_EVENT : sample.body;
  const body = asked.body === undefined ? sampleBody : asked.body;
  return {
    ...(body === undefined ? {} : { body }),
    query: { ...sample.query, ...asked.query },
    headers: { ...Object.fromEntries(headers), ...asked.headers },
  };
}
