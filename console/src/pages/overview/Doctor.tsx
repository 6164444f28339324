import { Badge, Button, Collapse, Group, Loader, Paper, Stack, Text, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import type { DoctorModel, FindingModel } from '../../../../src/admin/doctor/doctor.dto.js';
import { get } from '../../api/client';
import { api } from '../../api/paths';
import type { Wire } from '../../api/wire';
import { Failure } from '../../ui/Failure';

type Finding = Wire<FindingModel>;

const EVERY_MS = 60_000;

const COLOURS: Readonly<Record<string, string>> = { ok: 'teal', warn: 'yellow', fail: 'red' };

/** What is wrong with the installation, and what to do about each. */
export function Doctor() {
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: [api.doctor],
    queryFn: () => get<Wire<DoctorModel>>(api.doctor),
    refetchInterval: EVERY_MS,
  });
  return (
    <Paper withBorder p="md" component="section" aria-label="Installation">
      <Stack gap="sm">
        <Group justify="space-between">
          <Title order={2} size="h5">
            Installation
          </Title>
          <Button size="compact-xs" variant="subtle" loading={isFetching} onClick={() => void refetch()}>
            Look again
          </Button>
        </Group>
        {error && <Failure error={error} />}
        {!data && !error && <Loader size="sm" aria-label="Loading" />}
        {data && <Findings findings={data.findings} />}
      </Stack>
    </Paper>
  );
}

function Findings({ findings }: { findings: readonly Finding[] }) {
  const [isWhole, { toggle }] = useDisclosure(false);
  const wrong = [
    ...findings.filter(({ status }) => status === 'fail'),
    ...findings.filter(({ status }) => status === 'warn'),
  ];
  const well = findings.filter(({ status }) => status === 'ok');
  return (
    <>
      {wrong.map((finding) => (
        <Seen key={`${finding.check} ${finding.seen}`} finding={finding} />
      ))}
      <Group gap="xs">
        <Text size="sm">
          {wrong.length === 0 ? `All ${well.length} checks are well.` : `${well.length} others are well.`}
        </Text>
        <Button size="compact-xs" variant="subtle" onClick={toggle} aria-expanded={isWhole}>
          {isWhole ? 'Hide them' : 'Show them'}
        </Button>
      </Group>
      <Collapse expanded={isWhole}>
        <Stack gap="xs">
          {well.map((finding) => (
            <Seen key={finding.check} finding={finding} />
          ))}
        </Stack>
      </Collapse>
    </>
  );
}

function Seen({ finding: { check, status, seen, todo } }: { finding: Finding }) {
  return (
    <Group gap="sm" wrap="nowrap" align="flex-start">
      <Badge variant="light" color={COLOURS[status] ?? 'gray'} tt="none" flex="none" miw={52} mt={2}>
        {status}
      </Badge>
      <div>
        <Text size="sm" className="wrap">
          <strong>{check}</strong>: {seen}
        </Text>
        {todo !== null && (
          <Text size="sm" c="dimmed" className="wrap">
            {todo}
          </Text>
        )}
      </div>
    </Group>
  );
}
