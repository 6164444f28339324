import { unreadReason } from './check.js';
import { isSameText } from './constant-time.js';
import { parseLocator, readText, textBytes } from './locator.js';
import type { ReasonCode } from './reason.js';
import type { RequestView } from './request-view.js';
import { type EndpointConfig, requireText } from './settings.js';

/** Finds what a request lacks, or null. */
export type Requirement = (view: RequestView) => ReasonCode | null;

/** Locators that must be present, once, and not empty. */
export function compileRequired(locators: readonly string[]): Requirement {
  const required = locators.map((locator) => parseLocator(locator));
  return (view) => {
    for (const locator of required) {
      const value = readText(locator, view);
      if (typeof value !== 'string') {
        return unreadReason(value, 'missing_header');
      }
    }
    return null;
  };
}

/** Locators whose value must be a configured text, such as the public half of a key pair. */
export function compileEquals(equals: Readonly<Record<string, string>>, config: EndpointConfig): Requirement {
  const pairs = Object.entries(equals).map(
    ([locator, expected]) => [parseLocator(locator), requireText(expected, config)] as const,
  );
  return (view) => {
    for (const [locator, expected] of pairs) {
      const value = readText(locator, view);
      if (typeof value !== 'string') {
        return unreadReason(value, 'missing_token');
      }
      if (!isSameText(textBytes(locator, value), expected)) {
        return 'bad_token';
      }
    }
    return null;
  };
}
