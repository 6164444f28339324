import { Anchor, Badge, Button, Code, CopyButton, Drawer, Group, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { DeliveryModel } from '../../../../src/admin/hooks/hooks.dto.js';
import { get } from '../../api/client';
import { api, pages } from '../../api/paths';
import type { Wire } from '../../api/wire';
import { useCaller } from '../../session/caller';
import { FilterText } from '../../ui/FilterText';
import { type Column, List, listKey } from '../../ui/List';
import { Moment } from '../../ui/Moment';
import { Page } from '../../ui/Page';
import { Status } from '../../ui/Status';
import { useFilters } from '../../ui/use-filters';
import { AddSource } from './AddSource';
import { proofsText, type Source } from './source';
import { useIsAuthorOfAll } from './use-is-author-of-all';

/** Characters: `/hooks/` and the beginning of what makes it unlike the others. */
const SHOWN_OF_PATH = 15;

const COLUMNS: readonly Column<Source>[] = [
  {
    title: 'Source',
    cell: ({ name, description }) => (
      <>
        <Anchor component={Link} to={pages.source(name)} size="sm">
          {name}
        </Anchor>
        {description !== null && (
          <Text size="xs" c="dimmed" lineClamp={1} maw={280}>
            {description}
          </Text>
        )}
      </>
    ),
  },
  { title: 'Proven by', cell: ({ proofs }) => <span className="wrap">{proofsText(proofs)}</span> },
  {
    title: 'Hook',
    cell: ({ hook }) => <Address url={hook.url} id={hook.id} />,
  },
  { title: 'Last delivery', cell: ({ hook }) => <LastDelivery hook={hook.id} /> },
  {
    title: 'State',
    cell: ({ enabled }) => (
      <Badge variant="light" tt="none" color={enabled ? 'teal' : 'gray'} miw={84}>
        {enabled ? 'enabled' : 'disabled'}
      </Badge>
    ),
  },
];

/** Outside systems that send events. */
export function Component() {
  const [{ hook, add }, set] = useFilters(['hook', 'add']);
  const mayAdd = useIsAuthorOfAll();
  const isAdding = mayAdd && add !== '';
  const open = (
    <Button size="xs" leftSection={<IconPlus size={14} />} onClick={() => set('add', 'source')}>
      Add source
    </Button>
  );
  return (
    <Page title="Sources" actions={mayAdd && open}>
      <Group>
        <FilterText label="Hook" value={hook} onChange={(value) => set('hook', value)} />
      </Group>
      <List
        label="Sources"
        path={api.sources}
        filter={{ hook }}
        columns={COLUMNS}
        keyOf={({ name }) => name}
        empty={
          hook === '' ? (
            <>
              No source yet. Add one here, or with <Code>signet source add --preset clerk</Code>.
            </>
          ) : (
            'No source has such a hook.'
          )
        }
      />
      <Drawer
        opened={isAdding}
        onClose={() => set('add', null)}
        title="Add source"
        closeOnClickOutside={false} // a secret may stand in it that is shown this once
        position="right"
        size="lg"
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        {isAdding && <AddSource onDone={() => set('add', null)} />}
      </Drawer>
    </Page>
  );
}

/** Enough of it to know it again, and all of it to paste. */
function Address({ url, id }: { url: string | null; id: string }) {
  if (url === null) {
    return <span className="mono">{id}</span>;
  }
  return (
    <Group gap="xs" wrap="nowrap">
      <span className="mono" title={url}>
        {new URL(url).pathname.slice(0, SHOWN_OF_PATH)}…
      </span>
      <CopyButton value={url}>
        {({ copied, copy }) => (
          <Button size="compact-xs" variant="subtle" onClick={copy} aria-label={`Copy ${url}`}>
            {copied ? 'Copied' : 'Copy'}
          </Button>
        )}
      </CopyButton>
    </Group>
  );
}

function LastDelivery({ hook }: { hook: string }) {
  const { namespaces } = useCaller();
  const path = api.hookDeliveries(hook);
  const { data } = useQuery({
    queryKey: listKey(path, { limit: 1 }),
    queryFn: () => get<{ items: readonly Wire<DeliveryModel>[] }>(path, { limit: 1 }),
    enabled: namespaces.length === 0,
  });
  const last = data?.items[0];
  if (last === undefined) {
    return (
      <Text size="sm" c="dimmed">
        {data === undefined ? '' : 'none yet'}
      </Text>
    );
  }
  return (
    <Group gap="xs" wrap="nowrap">
      <Status status={last.outcome} />
      <Moment at={last.receivedAt} />
    </Group>
  );
}
