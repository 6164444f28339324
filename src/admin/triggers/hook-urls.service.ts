import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../../config/config.js';
import type { Presets } from '../../intake/verification/presets.js';
import { type Caller, requireWholeTenant } from '../access/caller.js';
import { publicUrl, streamUrl } from '../hook-url.js';
import { PRESETS } from '../ports.js';
import { type AddressedHook, hookAddresses } from './hook-addresses.js';
import type { HookUrlsModel } from './triggers.dto.js';
import { addressed, type PlacedHook, type TriggerName, Triggers } from './triggers.service.js';

/** Where deliveries to a trigger, or to a source, are to be sent. Addresses of sources are for who reaches the whole tenant. */
@Injectable()
export class HookUrls {
  constructor(
    private readonly triggers: Triggers,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(PRESETS) private readonly presets: Presets,
  ) {}

  async ofTrigger(caller: Caller, name: TriggerName): Promise<HookUrlsModel> {
    const placed = await this.triggers.require(caller, name);
    if (placed.source) {
      requireWholeTenant(caller);
    }
    const { verify } = placed.definition.type === 'webhook' ? placed.definition : placed.source!.definition;
    return this.shown(placed.hook, addressed(placed), verify?.profile);
  }

  async ofSource(caller: Caller, name: string, environment: string): Promise<HookUrlsModel> {
    requireWholeTenant(caller);
    const { hook, source } = await this.triggers.requireSource(caller, name, environment);
    return this.shown(hook, hook, source.definition.verify?.profile);
  }

  private shown(
    { id, environment, isOn }: PlacedHook,
    hook: AddressedHook,
    name: string | undefined,
  ): HookUrlsModel {
    const profile = name === undefined ? undefined : this.presets.get(name);
    const base = publicUrl(this.config.http);
    const stream = streamUrl(this.config.http, hook.address);
    return {
      environment,
      hook: id,
      enabled: isOn,
      urls: [
        ...hookAddresses(base, hook, profile?.methods),
        ...(profile?.errors === 'rfc8935' ? [{ kind: 'ssf', methods: ['POST'], url: stream }] : []),
      ],
    };
  }
}
