import { Alert, Button, Card, Group, Select, Stack } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { post } from '../../api/client';
import { api } from '../../api/paths';
import { describe } from '../../api/query-client';
import { ShownOnce } from '../../ui/ShownOnce';
import { useChange } from '../../ui/use-change';
import { generateSecret, type SecretWay } from './new-secret';
import { SecretChoice } from './SecretChoice';
import type { Source } from './source';

/** One live secret more. */
export function AddSecret({ source: { name, proofs }, onDone }: { source: Source; onDone: () => void }) {
  const [way, setWay] = useState<SecretWay>('given');
  const [secret, setSecret] = useState('');
  const [isAdded, setAdded] = useState(false);
  const isSigned = proofs.profile !== undefined;
  const [proof, setProof] = useState(isSigned ? 'verify' : 'token');
  const adding = useChange((given: object) => post<Source>(api.sourceSecrets(name), given), {
    changes: [api.sourceSecrets(name), api.source(name), api.sources],
    isShown: true,
    onSuccess: () => (way === 'generated' ? setAdded(true) : onDone()),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    adding.mutate({ secret, proof });
  };
  if (isAdded) {
    return (
      <Stack>
        <ShownOnce label="secret" secret={secret}>
          {name} takes it already. Give it to the sender.
        </ShownOnce>
        <Group justify="flex-end">
          <Button onClick={onDone}>Done</Button>
        </Group>
      </Stack>
    );
  }
  return (
    <Card withBorder component="form" onSubmit={submit} maw={560}>
      <Stack>
        {isSigned && proofs.token && (
          <Select
            label="Of"
            allowDeselect={false}
            data={[
              { value: 'verify', label: 'the signature' },
              { value: 'token', label: 'the token' },
            ]}
            value={proof}
            onChange={(value) => setProof(value ?? 'verify')}
          />
        )}
        <SecretChoice
          ways={['given', 'generated']}
          way={way}
          secret={secret}
          onWay={(chosen) => {
            setWay(chosen);
            setSecret(chosen === 'generated' ? generateSecret() : '');
          }}
          onSecret={setSecret}
        />
        {adding.error && (
          <Alert color="red" role="alert">
            {describe(adding.error)}
          </Alert>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onDone}>
            Not now
          </Button>
          <Button type="submit" loading={adding.isPending}>
            Add it
          </Button>
        </Group>
      </Stack>
    </Card>
  );
}
