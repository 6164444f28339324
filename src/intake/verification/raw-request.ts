/** One HTTP request as the wire gave it. Nothing is parsed yet. */
export interface RawRequest {
  readonly method: string;
  /** Request target as received: path and query, or an absolute address. */
  readonly url: string;
  /** Node's flat list: name, value, name, value. Values are the latin-1 view of their bytes. */
  readonly rawHeaders: readonly string[];
  readonly body: Buffer;
  /** Address of the socket's other end. */
  readonly remoteAddress: string;
  /** What the TLS layer proved about the caller, when it asked for a certificate. */
  readonly clientCertificate?: ClientCertificate;
}

export interface ClientCertificate {
  subject: string;
  issuer: string;
  /** Base64 SHA-256 of the subject public key info. */
  spki: string;
}

/** Every line of the header, in order; `name` is lower case. */
export function headerLines(rawHeaders: readonly string[], name: string): string[] {
  const lines: string[] = [];
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    if (isNamed(rawHeaders[at]!, name)) {
      lines.push(rawHeaders[at + 1]!);
    }
  }
  return lines;
}

/** Node joins or drops repeated lines without a word, so repetition is looked for in the raw list. */
export function firstHeader(rawHeaders: readonly string[], name: string): string | undefined {
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    if (isNamed(rawHeaders[at]!, name)) {
      return rawHeaders[at + 1];
    }
  }
  return undefined;
}

export function isNamed(header: string, name: string): boolean {
  return header.length === name.length && (header === name || header.toLowerCase() === name);
}
