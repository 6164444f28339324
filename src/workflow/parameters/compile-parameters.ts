import type { ParameterDefinition } from './parameter.js';
import { segmentsOf } from '../pointer.js';

export interface CompiledParameter extends ParameterDefinition {
  /** Its name among the inputs. */
  readonly name: string;
  /** Names that lead to it from the top of its group; none for the whole body. Headers are in lower case. */
  readonly way: readonly string[];
  /** The way as it is told to senders: `body.metadata.role`, `header.x-trace-id`, `body`. */
  readonly path: string;
}

/** In the order of the stored document. */
export type CompiledParameters = readonly CompiledParameter[];

export function compileParameters(
  definitions: Readonly<Record<string, ParameterDefinition>>,
): CompiledParameters {
  return Object.entries(definitions).map(([name, definition]) => {
    const way = wayTo(definition);
    return { ...definition, name, way, path: [definition.in, ...way].join('.') };
  });
}

function wayTo({ in: group, from, whole }: ParameterDefinition): readonly string[] {
  if (whole) {
    return [];
  }
  if (group === 'body' && from.startsWith('/')) {
    return segmentsOf(from);
  }
  return [group === 'header' ? from.toLowerCase() : from];
}
