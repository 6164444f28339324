import { Select } from '@mantine/core';
import { useEnvironments } from './workflow';

interface EnvironmentSelectParts {
  readonly label?: string;
  readonly value: string;
  readonly onChange: (environment: string) => void;
}

/** One environment of those there are. */
export function EnvironmentSelect({ label = 'Environment', value, onChange }: EnvironmentSelectParts) {
  const names = useEnvironments();
  return (
    <Select
      label={label}
      size="xs"
      w={160}
      allowDeselect={false}
      data={names.includes(value) ? names : [...names, value]}
      value={value}
      onChange={(chosen) => chosen !== null && onChange(chosen)}
    />
  );
}
