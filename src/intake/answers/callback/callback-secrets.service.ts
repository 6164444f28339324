import { createHmac, type KeyObject } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { RootKey } from '../../../secrets/root-key.js';
import { SecretStore } from '../../../secrets/secret-store.service.js';
import type { WebhookTrigger } from '../../../workflow/document.js';
import { renderSecrets } from '../../gate-parts.js';

interface Owner {
  readonly tenant: string;
  readonly workflowId: string;
  readonly environment: string;
}

/** What callbacks are signed with. */
@Injectable()
export class CallbackSecrets {
  private readonly key: KeyObject;

  constructor(
    private readonly secrets: SecretStore,
    root: RootKey,
  ) {
    this.key = root.derive('callbacks');
  }

  /** Of a workflow whose triggers name none: always the same, as long as the root key is. */
  derived({ tenant, workflowId }: Omit<Owner, 'environment'>): string {
    const digest = createHmac('sha256', this.key).update(`${tenant}/${workflowId}`).digest('base64');
    return `whsec_${digest}`;
  }

  /** Null when the trigger names a secret that its namespace does not have. */
  async of(
    owner: Owner,
    namespace: string,
    { callback }: Pick<WebhookTrigger, 'callback'>,
  ): Promise<string | null> {
    if (callback?.secret === undefined) {
      return this.derived(owner);
    }
    const values = await this.secrets.values(owner.tenant, namespace, owner.environment);
    return renderSecrets([callback.secret], values)[0] ?? null;
  }
}
