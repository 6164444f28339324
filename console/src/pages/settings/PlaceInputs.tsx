import { Select, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { EnvironmentModel } from '../../../../src/admin/environments/environments.dto.js';
import { get } from '../../api/client';
import { api } from '../../api/paths';
import type { Wire } from '../../api/wire';

/** Where a secret or a variable is. */
export interface Place {
  readonly namespace: string;
  readonly name: string;
  /** Empty: all that have none of their own. */
  readonly environment: string;
}

interface PlaceInputsParts {
  readonly place: Place;
  /** It is there already, and only its value changes. */
  readonly isFixed: boolean;
  readonly onChange: (place: Place) => void;
}

/** Asks for a place. */
export function PlaceInputs({ place, isFixed, onChange }: PlaceInputsParts) {
  const environments = useQuery({
    queryKey: [api.environments],
    queryFn: () => get<{ items: readonly Wire<EnvironmentModel>[] }>(api.environments),
  }).data?.items;
  return (
    <>
      <TextInput
        label="Namespace"
        description="Workflows of it and below it may use it."
        placeholder="acme.identity"
        required
        disabled={isFixed}
        value={place.namespace}
        onChange={({ currentTarget }) => onChange({ ...place, namespace: currentTarget.value })}
      />
      <TextInput
        label="Name"
        placeholder="API_KEY"
        required
        disabled={isFixed}
        value={place.name}
        onChange={({ currentTarget }) => onChange({ ...place, name: currentTarget.value })}
      />
      <Select
        label="Environment"
        placeholder="all that have none of their own"
        clearable
        disabled={isFixed}
        data={environments?.map(({ name }) => name) ?? (place.environment === '' ? [] : [place.environment])}
        value={place.environment === '' ? null : place.environment}
        onChange={(value) => onChange({ ...place, environment: value ?? '' })}
      />
    </>
  );
}

export const NOWHERE: Place = { namespace: '', name: '', environment: '' };
