import type { Introduction } from './gate.js';

/** How a delivery came. */
export interface Way extends Introduction {
  /** Its sender expects the answers of RFC 8935, whatever the hook says. */
  readonly asSet?: boolean;
  /** The id a fetched token was listed under: it must be that of the token (RFC 8936 section 2.2). */
  readonly jti?: string;
  /** Its route is documented to be limited, also for hooks that say nothing. */
  readonly isDocumentedLimited?: boolean;
}
