/** A source of the program under test, and deliveries that are signed for it. */
import { post, aDelivery } from '../support/a-delivery.js';
import { SECRET } from '../support/a-hook.js';
import type { ConsoleSite } from './a-console.js';

export interface TestSender {
  /** Gives the ids of the executions the event started. */
  deliver(body: Readonly<Record<string, unknown>>): Promise<string[]>;
}

/** Its events have their user in `userId`. */
export async function aSender({ api, url }: ConsoleSite, name: string): Promise<TestSender> {
  const verify = { profile: 'standard-webhooks', secrets: [SECRET] };
  const { hook: made } = await api.must('PUT', `/sources/${name}`, { verify });
  const hook = { url: url + new URL(made.url as string).pathname };
  return {
    async deliver(body) {
      const { status, json, text } = await post(hook, aDelivery({ body }));
      if (status !== 202) {
        throw new Error(`the delivery was answered ${status} ${text}`);
      }
      return json.executions;
    },
  };
}
