import { Alert, Badge, Button, Group, Tabs, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from 'react-router';
import type { SsfStreamModel } from '../../../../src/admin/sources/ssf.dto.js';
import { get, post, remove } from '../../api/client';
import { api, pages } from '../../api/paths';
import type { Wire } from '../../api/wire';
import { useCaller, useMay } from '../../session/caller';
import { Ask } from '../../ui/Ask';
import { CopyLine } from '../../ui/CopyLine';
import { Loaded } from '../../ui/Loaded';
import { Page } from '../../ui/Page';
import { useChange } from '../../ui/use-change';
import { useFilters } from '../../ui/use-filters';
import { profilesQuery } from './profiles-query';
import { isWaitingForSecret, type Source } from './source';
import { SourceDeliveries } from './SourceDeliveries';
import { SourceSecrets } from './SourceSecrets';
import { SourceSettings } from './SourceSettings';
import { useIsAuthorOfAll } from './use-is-author-of-all';
import { SourceStream } from './SourceStream';
import { TrySource } from './TrySource';

/** One source: what arrives from it, what proves it, how it is set. */
export function Component() {
  const { name = '' } = useParams();
  const query = useQuery({
    queryKey: [api.source(name)],
    queryFn: () => get<Source>(api.source(name)),
  });
  const mayChange = useIsAuthorOfAll();
  const navigate = useNavigate();
  const removal = useChange(() => remove(api.source(name)), {
    changes: [api.sources],
    onSuccess: () => void navigate(pages.sources),
  });
  const isGoing = removal.isPending || removal.isSuccess; // nothing is asked about it any more
  return (
    <Page
      title={name}
      actions={
        query.data &&
        mayChange && (
          <>
            <Switch source={query.data} />
            <Ask
              label="Delete"
              color="red"
              question={`${name} goes, with its address and its secrets. Whatever is sent there afterwards is refused; a new source gets another address. Executions and the audit log stay.`}
              isPending={removal.isPending}
              onYes={() => removal.mutate(undefined)}
            />
          </>
        )
      }
    >
      {!isGoing && <Loaded query={query}>{(source) => <Rooms source={source} />}</Loaded>}
    </Page>
  );
}

function Rooms({ source }: { source: Source }) {
  const { name, hook, enabled, description, proofs } = source;
  const [{ tab }, set] = useFilters(['tab']);
  const { namespaces } = useCaller();
  const mayTest = useMay('author', 'operator');
  const profile = useQuery(profilesQuery).data?.find((one) => one.name === proofs.profile);
  const stream = useQuery({
    queryKey: [api.sourceStream(name)],
    queryFn: () => get<Wire<SsfStreamModel>>(api.sourceStream(name)),
  }).data;
  const isStream = stream !== undefined && (stream.streamId !== null || stream.poll !== null);
  const seesDeliveries = namespaces.length === 0;
  const first = seesDeliveries ? 'deliveries' : 'secrets';
  return (
    <>
      <Group gap="xs">
        <Badge variant="light" tt="none" color={enabled ? 'teal' : 'gray'}>
          {enabled ? 'enabled' : 'disabled'}
        </Badge>
        {profile && <Text size="sm">{profile.title}</Text>}
        {description !== null && (
          <Text size="sm" c="dimmed">
            {description}
          </Text>
        )}
      </Group>
      {hook.url !== null && <CopyLine label="address" text={hook.url} />}
      {isWaitingForSecret(source, profile) && (
        <Alert color="yellow">It waits for its secret: all it sends is refused until one is added.</Alert>
      )}
      <Tabs value={tab === '' ? first : tab} onChange={(value) => set('tab', value)} keepMounted={false}>
        <Tabs.List mb="md">
          {seesDeliveries && <Tabs.Tab value="deliveries">Deliveries</Tabs.Tab>}
          <Tabs.Tab value="secrets">Secrets</Tabs.Tab>
          {mayTest && <Tabs.Tab value="try">Try it</Tabs.Tab>}
          {isStream && <Tabs.Tab value="stream">Stream</Tabs.Tab>}
          <Tabs.Tab value="settings">Settings</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="deliveries">{seesDeliveries && <SourceDeliveries hook={hook.id} />}</Tabs.Panel>
        <Tabs.Panel value="secrets">
          <SourceSecrets source={source} />
        </Tabs.Panel>
        <Tabs.Panel value="try">{mayTest && <TrySource name={name} />}</Tabs.Panel>
        <Tabs.Panel value="stream">{isStream && <SourceStream name={name} stream={stream} />}</Tabs.Panel>
        <Tabs.Panel value="settings">
          <SourceSettings key={source.updatedAt} source={source} profile={profile} />
        </Tabs.Panel>
      </Tabs>
    </>
  );
}

function Switch({ source: { name, enabled } }: { source: Source }) {
  const turn = useChange((path: string) => post(path), { changes: [api.source(name), api.sources] });
  return enabled ? (
    <Ask
      label="Disable"
      question={`Deliveries of ${name} will be refused until it is enabled again.`}
      isPending={turn.isPending}
      onYes={() => turn.mutate(api.sourceDisable(name))}
    />
  ) : (
    <Button size="xs" loading={turn.isPending} onClick={() => turn.mutate(api.sourceEnable(name))}>
      Enable
    </Button>
  );
}
