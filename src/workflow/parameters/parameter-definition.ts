import type { ParameterDefinition } from './parameter.js';
import { rawMap } from '../raw.js';
import type { RawMap } from '../raw.js';

/** A parameter as a document writes it, a type or a map, with its defaults filled in. */
export function parameterDefinition(name: string, written: unknown): ParameterDefinition {
  const raw: RawMap = typeof written === 'string' ? { type: written } : rawMap(written);
  const whole = raw['whole'] === true;
  return {
    ...raw,
    type: (raw['type'] as ParameterDefinition['type'] | undefined) ?? (whole ? 'any' : 'string'),
    in: (raw['in'] as ParameterDefinition['in'] | undefined) ?? 'body',
    from: (raw['from'] as string | undefined) ?? (whole ? '' : name),
    required: raw['required'] === true,
    whole,
  };
}

/** The `parameters` of a trigger by name; none when it has none. */
export function parameterDefinitions(written: unknown): Record<string, ParameterDefinition> {
  const entries = Object.entries(rawMap(written));
  return Object.fromEntries(entries.map(([name, one]) => [name, parameterDefinition(name, one)]));
}
