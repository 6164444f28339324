import { Group, NumberInput, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { RevisionDifferenceModel } from '../../../../../src/admin/workflows/differences.dto.js';
import { get } from '../../../api/client';
import { api } from '../../../api/paths';
import type { Wire } from '../../../api/wire';
import { Failure } from '../../../ui/Failure';
import { useFilters } from '../../../ui/use-filters';
import { Changes } from '../Changes';
import { type Compared, comparedIn, compareText } from './compare';

interface ComparisonParts {
  readonly name: string;
  readonly newest: number;
}

/** What a revision says otherwise than another, by meaning. Which two stands in the URL. */
export function Comparison({ name, newest }: ComparisonParts) {
  const [filter, set] = useFilters(['compare']);
  const compared = comparedIn(filter.compare, newest);
  const path = api.ofWorkflow(name, 'revisions', compared.to, 'diff');
  const against = compared.from;
  const { data, error, refetch } = useQuery({
    queryKey: [path, { against }],
    queryFn: () => get<Wire<RevisionDifferenceModel>>(path, { against }),
  });
  const field = (label: string, member: keyof Compared) => (
    <NumberInput
      label={label}
      size="xs"
      w={120}
      min={1}
      max={newest}
      clampBehavior="strict"
      allowDecimal={false}
      value={compared[member]}
      onChange={(given) => set('compare', compareText({ ...compared, [member]: Number(given) }))}
    />
  );
  return (
    <Stack gap="xs">
      <Group gap="xs">
        {field('From revision', 'from')}
        {field('To revision', 'to')}
      </Group>
      {error && <Failure error={error} again={() => void refetch()} />}
      {data && <Changes label="Changes" changes={data.changes} />}
    </Stack>
  );
}
