import { Transform } from 'class-transformer';

/** A member that is any JSON, kept as it came: the copy that is made otherwise lacks names that every object has. */
export function AnyJson(): PropertyDecorator {
  return Transform(({ obj, key }) => (obj as Record<string, unknown>)[key]);
}
