import { Alert, Button, Group, Stack, TagsInput, Textarea, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { type FormEvent, useState } from 'react';
import { put } from '../../api/client';
import { api } from '../../api/paths';
import { describe } from '../../api/query-client';
import { FactTable } from '../../ui/FactTable';
import { Json } from '../../ui/Json';
import { Moment } from '../../ui/Moment';
import { useChange } from '../../ui/use-change';
import { SettingInputs } from './SettingInputs';
import { isWaitingForSecret, type Profile, proofsText, type Source } from './source';
import { changedSource, configOf, requestsText, type Texts, textsOf } from './source-body';
import { useIsAuthorOfAll } from './use-is-author-of-all';

interface SourceSettingsParts {
  readonly source: Source;
  /** None where no profile proves it, or as long as they are not known. */
  readonly profile: Profile | undefined;
}

/** What a source is, and for authors what of it can be changed here. */
export function SourceSettings({ source, profile }: SourceSettingsParts) {
  const mayChange = useIsAuthorOfAll();
  const { proofs, hook, event, vocabulary } = source;
  const isReady = proofs.profile === undefined || profile !== undefined;
  return (
    <Stack>
      <FactTable
        label="Settings"
        facts={[
          ['Proven by', proofsText(proofs)],
          [
            'Hook',
            <span key="hook" className="mono">
              {hook.id}
            </span>,
          ],
          ['Config', proofs.config && !mayChange && <Json label="config" value={proofs.config} />],
          ['Requests', mayChange ? null : requestsText(source)],
          ['Event', event && <Json label="event" value={event} />],
          ['Common types', vocabulary && <Json label="common types" value={vocabulary} />],
          ['Sender', profile && <span className="mono">docs/senders/{profile.name}.md</span>],
          ['Made', <Moment key="made" at={source.createdAt} />],
          ['Changed', <Moment key="changed" at={source.updatedAt} />],
        ]}
      />
      {mayChange && isReady && <SettingsForm source={source} profile={profile} />}
    </Stack>
  );
}

function SettingsForm({ source, profile }: SourceSettingsParts) {
  const settings = profile?.needs.settings ?? [];
  const [description, setDescription] = useState(source.description ?? '');
  const [texts, setTexts] = useState<Texts>(() => textsOf(source.proofs.config));
  const [ip, setIp] = useState<string[]>([...(source.proofs.ip ?? [])]);
  const [requests, setRequests] = useState(requestsText(source));
  const [faults, setFaults] = useState<Texts>({});
  const saving = useChange((body: object) => put<Source>(api.source(source.name), body), {
    changes: [api.source(source.name), api.sources],
    isShown: true,
    onSuccess: () => notifications.show({ message: `${source.name} is changed` }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const read = configOf(settings, texts);
    setFaults(read.faults);
    if (Object.keys(read.faults).length === 0) {
      const isWaiting = isWaitingForSecret(source, profile);
      saving.mutate(changedSource(source, { description, config: read.value, ip, requests, isWaiting }));
    }
  };
  return (
    <Stack component="form" onSubmit={submit} maw={640}>
      <Textarea
        label="Description"
        autosize
        value={description}
        onChange={({ currentTarget }) => setDescription(currentTarget.value)}
      />
      <SettingInputs settings={settings} texts={texts} faults={faults} onChange={setTexts} />
      <TagsInput
        label="Addresses it must come from"
        description="Ranges such as 203.0.113.0/24. None: from anywhere."
        value={ip}
        onChange={setIp}
      />
      <TextInput
        label="Requests"
        description="So many in a time, such as 600/1m; default: what the operator set; none: no limit."
        placeholder="default"
        value={requests}
        onChange={({ currentTarget }) => setRequests(currentTarget.value)}
      />
      {saving.error && (
        <Alert color="red" role="alert">
          {describe(saving.error)}
        </Alert>
      )}
      <Group justify="flex-end">
        <Button type="submit" loading={saving.isPending}>
          Save
        </Button>
      </Group>
    </Stack>
  );
}
