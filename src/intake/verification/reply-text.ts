import { isHeaderValue } from '../../workflow/response/response-header.js';
import { type Locator, readText } from './locator.js';
import type { RequestView } from './request-view.js';
import { type EndpointConfig, requireText } from './settings.js';
import { parseTemplate, type Segment } from './template.js';
import { VerifierRefused } from './verifier-refused.js';

/** Longest value of a request that is given back. */
export const MAX_ECHO_BYTES = 1024;

/** Fills one text of a reply from a request; null when a value is missing, repeated or too long to give back. */
export type ReplyText = (view: RequestView) => string | null;

/** Makes a reply template ready; settings are filled at once. Throws VerifierRefused or RangeError when it cannot be. */
export function compileReplyText(template: string, config: EndpointConfig): ReplyText {
  return filling(partsOf(template, config));
}

/**
 * As `compileReplyText`, for the value of a header: null too when what the request brings makes none. Throws
 * VerifierRefused when what is set makes none.
 */
export function compileReplyHeader(template: string, config: EndpointConfig): ReplyText {
  const parts = partsOf(template, config);
  if (parts.some((part) => typeof part === 'string' && !isHeaderValue(part))) {
    throw new VerifierRefused(`what is set for ${template} cannot be sent in a header`);
  }
  const fill = filling(parts);
  return (view) => {
    const text = fill(view);
    return text !== null && isHeaderValue(text) ? text : null;
  };
}

function partsOf(template: string, config: EndpointConfig): (string | Locator)[] {
  return parseTemplate(template).map((segment) => compilePart(segment, config));
}

function filling(parts: readonly (string | Locator)[]): ReplyText {
  return (view) => {
    let text = '';
    for (const part of parts) {
      const piece = typeof part === 'string' ? part : echoed(part, view);
      if (piece === null) {
        return null;
      }
      text += piece;
    }
    return text;
  };
}

function compilePart(segment: Segment, config: EndpointConfig): string | Locator {
  switch (segment.kind) {
    case 'text':
      return segment.text;
    case 'value':
      return segment.locator;
    case 'config':
      return requireText(
        segment.fallback === undefined
          ? `{config.${segment.name}}`
          : `{config.${segment.name}:${segment.fallback}}`,
        config,
      );
    default:
      throw new VerifierRefused(`a reply cannot contain {${segment.kind}}`);
  }
}

function echoed(locator: Locator, view: RequestView): string | null {
  const text = readText(locator, view);
  return typeof text === 'string' && Buffer.byteLength(text) <= MAX_ECHO_BYTES ? text : null;
}
