import { Alert, Badge, List, Stack, Text } from '@mantine/core';
import type { FaultModel } from '../../../../../src/admin/workflows/workflows.dto.js';
import { describe } from '../../../api/query-client';
import type { Wire } from '../../../api/wire';
import { Changes } from '../Changes';
import { faultText } from './diagnostics';
import type { Check } from './use-check';

type Fault = Wire<FaultModel>;

/** What is wrong with a draft, and what saving it would change. */
export function CheckPanel({ check, environment }: { check: Check; environment: string }) {
  const { validation, difference, error } = check;
  if (error) {
    return (
      <Alert color="red" role="alert">
        {describe(error)}
      </Alert>
    );
  }
  if (!validation) {
    return <Text size="sm">Looking at it…</Text>;
  }
  return (
    <Stack gap="sm">
      <Badge color={validation.valid ? 'teal' : 'red'} variant="light" tt="none">
        {validation.valid ? 'valid' : `${validation.faults.length} to put right`}
      </Badge>
      <Faults label="Faults" colour="red" faults={validation.faults} />
      <Faults label="Warnings" colour="orange" faults={validation.warnings} />
      {difference && difference.outcome === 'new' && (
        <Text size="sm">A new workflow: {difference.workflow}.</Text>
      )}
      {difference && difference.revision !== null && (
        <>
          <Text size="sm" fw={600}>
            Against revision {difference.revision}
            {difference.deployed ? `, which runs in ${environment}` : `, not deployed in ${environment}`}
          </Text>
          <Changes label="Changes" changes={difference.changes} />
        </>
      )}
    </Stack>
  );
}

function Faults({ label, colour, faults }: { label: string; colour: string; faults: readonly Fault[] }) {
  if (faults.length === 0) {
    return null;
  }
  return (
    <List size="sm" aria-label={label} spacing={4} listStyleType="none">
      {faults.map((fault) => (
        <List.Item key={`${fault.line}:${fault.column} ${fault.message}`} className="wrap">
          <Text component="span" size="xs" c={colour} className="mono" mr={6}>
            {fault.line}:{fault.column}
          </Text>
          {fault.path !== '' && <span className="mono">{fault.path} </span>}
          {faultText(fault)}
        </List.Item>
      ))}
    </List>
  );
}
