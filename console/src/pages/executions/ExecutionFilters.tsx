import { Chip, Group, Select, Stack } from '@mantine/core';
import { FilterText } from '../../ui/FilterText';
import { FilterTime } from '../../ui/FilterTime';
import { useFilters } from '../../ui/use-filters';
import { EXECUTION_STATUSES } from './statuses';

/** Those that somebody on duty asks for first. */
const QUICK = ['running', 'retrying', 'waiting', 'paused', 'dead'] as const;

const NAMES = ['subject', 'type', 'workflow', 'status', 'label', 'environment', 'from', 'to'] as const;
type Name = (typeof NAMES)[number];

/** As the API takes them. */
export const useExecutionFilters = () => useFilters(NAMES);

interface FilterParts {
  readonly filter: Readonly<Record<Name, string>>;
  readonly set: (name: Name, value: string | null) => void;
}

export function ExecutionFilters({ filter, set }: FilterParts) {
  const field = (name: Name, label: string, placeholder?: string) => (
    <FilterText
      label={label}
      value={filter[name]}
      {...(placeholder === undefined ? {} : { placeholder })}
      onChange={(value) => set(name, value)}
    />
  );
  return (
    <Stack gap="sm">
      <Group align="flex-end" gap="xs">
        {field('subject', 'Subject')}
        {field('type', 'Event type', 'user.created')}
        {field('workflow', 'Workflow', 'namespace/id')}
        <Select
          label="Status"
          size="xs"
          clearable
          data={EXECUTION_STATUSES}
          value={filter.status === '' ? null : filter.status}
          onChange={(value) => set('status', value)}
        />
        {field('label', 'Label', 'name:value')}
        {field('environment', 'Environment')}
        <FilterTime label="From" value={filter.from} onChange={(value) => set('from', value)} />
        <FilterTime label="To" value={filter.to} onChange={(value) => set('to', value)} />
      </Group>
      <Group gap={6}>
        {QUICK.map((status) => (
          <Chip
            key={status}
            size="xs"
            checked={filter.status === status}
            onChange={(isOn) => set('status', isOn ? status : null)}
          >
            {status}
          </Chip>
        ))}
      </Group>
    </Stack>
  );
}
