import { Alert, Button, Group, Select, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api } from '../../api/paths';
import { describe } from '../../api/query-client';
import { Failure } from '../../ui/Failure';
import { useChange } from '../../ui/use-change';
import { AddedSource } from './AddedSource';
import { addSource, type NewSource } from './add-source';
import { generateSecret, type SecretWay, waysOf } from './new-secret';
import { profilesQuery } from './profiles-query';
import { SecretChoice } from './SecretChoice';
import { SettingInputs } from './SettingInputs';
import type { Profile, Source } from './source';
import { configOf, type Texts } from './source-body';

interface Added {
  readonly source: Source;
  readonly profile: Profile;
  /** One that was made here. */
  readonly generated: string | null;
}

/** Asks for what a kind of sender needs, then says what to do there. */
export function AddSource({ onDone }: { onDone: () => void }) {
  const profiles = useQuery(profilesQuery);
  const [profile, setProfile] = useState<Profile | null>(null);
  const [added, setAdded] = useState<Added | null>(null);
  if (added !== null) {
    return <AddedSource {...added} onDone={onDone} />;
  }
  const known = profiles.data ?? [];
  return (
    <Stack>
      <Select
        label="Kind of sender"
        description="The name of a product, or of a standard."
        placeholder="Search"
        searchable
        nothingFoundMessage={profiles.isPending ? 'Loading' : 'None is called so: try generic-hmac'}
        data={known.map(({ name, title }) => ({ value: name, label: `${title} · ${name}` }))}
        value={profile?.name ?? null}
        onChange={(name) => setProfile(known.find((one) => one.name === name) ?? null)}
        data-autofocus
      />
      {profiles.error && <Failure error={profiles.error} again={() => void profiles.refetch()} />}
      {profile && <SourceForm key={profile.name} profile={profile} onAdded={setAdded} />}
    </Stack>
  );
}

interface SourceFormParts {
  readonly profile: Profile;
  readonly onAdded: (added: Added) => void;
}

function SourceForm({ profile, onAdded }: SourceFormParts) {
  const ways = waysOf(profile);
  const settings = profile.needs.settings.filter(({ name }) => name !== 'url');
  const [name, setName] = useState(profile.name);
  const [description, setDescription] = useState('');
  const [way, setWay] = useState<SecretWay>(ways[0] ?? 'none');
  const [secret, setSecret] = useState('');
  const [texts, setTexts] = useState<Texts>({});
  const [faults, setFaults] = useState<Texts>({});
  const adding = useChange((asked: NewSource) => addSource(asked), {
    changes: [api.sources],
    isShown: true,
    onSuccess: (source) => onAdded({ source, profile, generated: way === 'generated' ? secret : null }),
  });
  const choose = (chosen: SecretWay) => {
    setWay(chosen);
    setSecret(chosen === 'generated' ? generateSecret() : '');
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const read = configOf(settings, texts);
    setFaults(read.faults);
    if (Object.keys(read.faults).length === 0) {
      const isGiven = way === 'given' || way === 'generated';
      const asked = { name: name.trim(), description, profile, config: read.value };
      adding.mutate({ ...asked, secret: isGiven ? secret : null, isLater: way === 'later' });
    }
  };
  return (
    <Stack component="form" onSubmit={submit}>
      <TextInput
        label="Name"
        description="Workflows wait for its events by this name."
        required
        value={name}
        onChange={({ currentTarget }) => setName(currentTarget.value)}
      />
      <Textarea
        label="Description"
        autosize
        value={description}
        onChange={({ currentTarget }) => setDescription(currentTarget.value)}
      />
      {ways.length > 0 && (
        <SecretChoice
          ways={ways}
          way={way}
          looks={profile.needs.secret?.looks}
          secret={secret}
          onWay={choose}
          onSecret={setSecret}
        />
      )}
      <SettingInputs settings={settings} texts={texts} faults={faults} onChange={setTexts} />
      {adding.error && (
        <Alert color="red" role="alert">
          {describe(adding.error)}
        </Alert>
      )}
      <Group justify="space-between">
        <Text size="xs" c="dimmed">
          What it sends, and where its address goes:{' '}
          <span className="mono">docs/senders/{profile.name}.md</span>.
        </Text>
        <Button type="submit" loading={adding.isPending}>
          Make the source
        </Button>
      </Group>
    </Stack>
  );
}
