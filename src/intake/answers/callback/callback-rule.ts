import { ExpressionFailed, InvalidParameters } from '../../../errors/errors.js';
import type { NewCallback } from '../../../ledger/record.js';
import { checkUrl } from '../../../outbound/outbound-request.js';
import type { CompiledTrigger } from '../../../workflow/compile.js';
import type { CallbackDefinition } from '../../../workflow/document.js';
import type { Scope } from '../../../workflow/expression/scope.js';
import { REDACTED } from '../../../workflow/expression/template.js';
import { type Locator, parseLocator, readValues } from '../../verification/locator.js';
import type { RequestView } from '../../verification/request-view.js';

const LONGEST = 2048;

/** What is sealed for one event opens for no other. */
export const callbackContext = (eventId: string): string => `callback:${eventId}`;

/** Seals text for one context. */
export type Seal = (context: string, text: string) => string;

interface Asked {
  readonly view: RequestView;
  /** The event, and what JSON locators look in. */
  readonly eventId: string;
  readonly body: unknown;
  readonly scope: Scope;
}

/** Where the deliveries at one hook ask to be called back. */
export class CallbackRule {
  private readonly places: readonly { readonly locator: Locator; readonly path: string }[];

  constructor(
    private readonly definition: CallbackDefinition,
    private readonly url: CompiledTrigger['callbackUrl'],
    private readonly seal: Seal,
  ) {
    this.places = definition.from.map((text) => ({ locator: parseLocator(text), path: pathOf(text) }));
  }

  /**
   * Undefined when a delivery asks for no call. Throws InvalidParameters for a URL that is never called, with
   * `details.errors` when it is the sender's.
   */
  find({ view, eventId, body, scope }: Asked): NewCallback | undefined {
    const url = this.sendersUrl(view, body) ?? this.ownUrl(scope);
    return url && { host: url.host, sealedUrl: this.seal(callbackContext(eventId), url.href) };
  }

  /** Takes URLs that stand in a query or a header out of what is kept of a request: they may hold tokens. */
  hide({
    headers,
    parameters,
  }: {
    headers: Record<string, unknown>;
    parameters: Record<string, unknown>;
  }): void {
    for (const { locator } of this.places) {
      const record = locator.at === 'header' ? headers : locator.at === 'query' ? parameters : {};
      const name = 'name' in locator ? locator.name : '';
      if (Object.hasOwn(record, name)) {
        record[name] = REDACTED;
      }
    }
  }

  private sendersUrl(view: RequestView, body: unknown): URL | undefined {
    for (const { locator, path } of this.places) {
      const found = readValues(locator, view, body ?? null);
      const given = Array.isArray(found)
        ? found.filter((one) => one !== undefined && one !== null && one !== '')
        : [];
      if (given.length > 0) {
        const fault = (message: string): InvalidParameters =>
          new InvalidParameters('Invalid parameter', {
            errors: [{ path, message: `the callback URL ${message}` }],
          });
        return this.require(given, fault);
      }
    }
    return undefined;
  }

  private ownUrl(scope: Scope): URL | undefined {
    if (!this.url) {
      return undefined;
    }
    const fault = (message: string): InvalidParameters =>
      new InvalidParameters(`the callback URL of the workflow ${message}`);
    try {
      return this.require([this.url.render(scope).value], fault);
    } catch (error) {
      throw error instanceof ExpressionFailed ? fault(`cannot be rendered: ${error.message}`) : error;
    }
  }

  private require(given: readonly unknown[], fault: (message: string) => InvalidParameters): URL {
    const [text] = given;
    if (given.length > 1 || typeof text !== 'string') {
      throw fault('must be given once, as text');
    }
    const url = text.length > LONGEST ? null : httpUrl(text);
    if (url === null) {
      throw fault(
        `must be an absolute http or https URL without user and password, at most ${LONGEST} characters`,
      );
    }
    if (this.definition.allow?.some((pattern) => isBelow(url.hostname, pattern)) === false) {
      throw fault('has a host that this workflow does not call');
    }
    return url;
  }
}

function httpUrl(text: string): URL | null {
  try {
    return checkUrl(text);
  } catch (error) {
    if (error instanceof InvalidParameters) {
      return null;
    }
    throw error;
  }
}

function isBelow(hostname: string, pattern: string): boolean {
  return pattern.startsWith('*.') ? hostname.endsWith(pattern.slice(1)) : hostname === pattern;
}

/** The place as senders are told of parameters: `body.callbackURL`, `query.callbackURL`. */
function pathOf(locator: string): string {
  const colon = locator.indexOf(':');
  const [kind, rest] = [locator.slice(0, colon), locator.slice(colon + 1)];
  return kind === 'json'
    ? `body${rest.replaceAll('/', '.')}`
    : `${kind === 'form' ? 'body' : kind}.${kind === 'header' ? rest.toLowerCase() : rest}`;
}
