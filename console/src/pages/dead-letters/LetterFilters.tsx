import { Group, SegmentedControl, Select, Stack } from '@mantine/core';
import { FilterText } from '../../ui/FilterText';
import { useFilters } from '../../ui/use-filters';
import { type LetterFilterBody, REASONS } from './letter';

const NAMES = ['status', 'workflow', 'reason', 'subject', 'environment', 'fingerprint'] as const;
type Name = (typeof NAMES)[number];

/** Without a status in the URL open ones are meant. */
const STATUSES = ['open', 'replayed', 'discarded', 'all'] as const;

export interface LetterFilter {
  readonly values: Readonly<Record<Name, string>>;
  readonly set: (name: Name, value: string | null) => void;
}

export function useLetterFilter(): LetterFilter {
  const [values, set] = useFilters(NAMES);
  return { values: { ...values, status: values.status === '' ? 'open' : values.status }, set };
}

/** As the list of the API takes it. */
export function listFilter({ values: { status, ...rest } }: LetterFilter): Readonly<Record<string, string>> {
  return { ...rest, status: status === 'all' ? '' : status };
}

/** As what is done about all that match takes it, which means open ones alone. */
export function bulkFilter({ values: { status: _status, ...rest } }: LetterFilter): LetterFilterBody {
  return Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== ''));
}

export function LetterFilters({ filter: { values, set } }: { filter: LetterFilter }) {
  const field = (name: Name, label: string, placeholder?: string) => (
    <FilterText
      label={label}
      value={values[name]}
      {...(placeholder === undefined ? {} : { placeholder })}
      onChange={(value) => set(name, value)}
    />
  );
  return (
    <Stack gap="sm">
      <SegmentedControl
        aria-label="Status"
        size="xs"
        maw={420}
        data={[...STATUSES]}
        value={values.status}
        onChange={(value) => set('status', value === 'open' ? null : value)}
      />
      <Group align="flex-end" gap="xs">
        {field('workflow', 'Workflow', 'namespace/id')}
        <Select
          label="Reason"
          size="xs"
          clearable
          data={Object.keys(REASONS)}
          value={values.reason === '' ? null : values.reason}
          onChange={(value) => set('reason', value)}
        />
        {field('subject', 'Subject')}
        {field('environment', 'Environment')}
        {field('fingerprint', 'Fault')}
      </Group>
    </Stack>
  );
}
