import { Text } from '@mantine/core';
import { distance } from './moment';
import { useNow } from './use-now';

/** A time as people ask for it, the exact one when pointed at. */
export function Moment({ at }: { at: string | null | undefined }) {
  const now = useNow();
  if (at === null || at === undefined) {
    return null;
  }
  return (
    <Text component="time" dateTime={at} title={at} size="sm" inherit>
      {distance(at, now)}
    </Text>
  );
}
