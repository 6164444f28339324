import { Box, Text } from '@mantine/core';
import type { ReactNode } from 'react';

/** A name and what is so; facts of null, undefined and '' are left out. */
export type Fact = readonly [name: string, value: ReactNode];

/** What is known of one thing, as many beside each other as there is room for. */
export function Facts({ label, facts }: { label: string; facts: readonly Fact[] }) {
  const shown = facts.filter(([, value]) => value !== null && value !== undefined && value !== '');
  return (
    <Box
      component="dl"
      aria-label={label}
      m={0}
      display="grid"
      style={{
        gap: 'var(--mantine-spacing-sm)',
        gridTemplateColumns: 'repeat(auto-fill, minmax(9rem, 1fr))',
      }}
    >
      {shown.map(([name, value]) => (
        <div key={name}>
          <Text component="dt" size="xs" c="dimmed">
            {name}
          </Text>
          <Text component="dd" size="sm" m={0} className="wrap">
            {value}
          </Text>
        </div>
      ))}
    </Box>
  );
}
