import type { ParameterFault } from './read-parameters.js';

/** What a problem document (RFC 9457) says of a request whose parameters are wrong. */
export interface ParameterProblem {
  /** The first is to the letter what callers of HAP webhooks look for. */
  readonly msg: 'Missing required parameter' | 'Invalid parameter';
  readonly errors: readonly { readonly path: string; readonly message: string }[];
}

export function parameterProblem(faults: readonly ParameterFault[]): ParameterProblem {
  return {
    msg: faults.some(({ code }) => code === 'missing') ? 'Missing required parameter' : 'Invalid parameter',
    errors: faults.map(({ path, message }) => ({ path, message })),
  };
}
