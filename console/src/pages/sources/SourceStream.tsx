import { Button, Code, Group, Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import type { SsfStreamModel } from '../../../../src/admin/sources/ssf.dto.js';
import { get, post, remove } from '../../api/client';
import { api } from '../../api/paths';
import type { Wire } from '../../api/wire';
import { Ask } from '../../ui/Ask';
import { FactTable } from '../../ui/FactTable';
import { Moment } from '../../ui/Moment';
import { useChange } from '../../ui/use-change';
import { useIsAuthorOfAll } from './use-is-author-of-all';

type Stream = Wire<SsfStreamModel>;

/** How the Shared Signals stream of a source is. */
export function SourceStream({ name, stream }: { name: string; stream: Stream }) {
  const mayChange = useIsAuthorOfAll();
  const { status, verification, poll, lastError, streamId } = stream;
  return (
    <Stack>
      {streamId === null && (
        <Text size="sm" c="dimmed">
          This stream was not set up from here.{' '}
          <Code>signet source ssf-register {name} --transmitter URL</Code> sets one up and verifies it.
        </Text>
      )}
      <FactTable
        label="Stream"
        facts={[
          ['Stream', streamId],
          ['Transmitter', stream.issuer],
          ['Method', stream.method],
          ['Endpoint', stream.endpoint],
          ['Events', stream.events.join(', ')],
          ['Status', status && [status.status, status.reason].filter(Boolean).join(': ')],
          [
            'Verified',
            verification.pending ? 'asked for, not come yet' : <Since at={verification.verifiedAt} />,
          ],
          ['Polled', poll && (poll.polling ? 'now' : <Since at={poll.polledAt} />)],
          ['Next poll', poll?.nextPollAt && <Moment key="next" at={poll.nextPollAt} />],
          ['Last event', stream.lastEventAt && <Moment key="event" at={stream.lastEventAt} />],
          [
            'Last error',
            lastError && (
              <>
                {lastError.reason}, <Moment at={lastError.at} />
              </>
            ),
          ],
        ]}
      />
      {streamId !== null && <StreamDeeds name={name} mayChange={mayChange} />}
    </Stack>
  );
}

function Since({ at }: { at: string | null }) {
  return at === null ? 'never' : <Moment at={at} />;
}

function StreamDeeds({ name, mayChange }: { name: string; mayChange: boolean }) {
  const queries = useQueryClient();
  const path = api.sourceStream(name);
  const show = (stream: Stream) => queries.setQueryData([path], stream);
  const asking = useChange(() => get<Stream>(path, { remote: true }), { onSuccess: show });
  const verification = useChange(() => post<Stream>(api.sourceStreamVerify(name)), { onSuccess: show });
  const removal = useChange(() => remove(path), { changes: [path, api.source(name)] });
  return (
    <Group>
      <Button size="xs" variant="default" loading={asking.isPending} onClick={() => asking.mutate(undefined)}>
        Ask the transmitter
      </Button>
      {mayChange && (
        <>
          <Button
            size="xs"
            variant="light"
            loading={verification.isPending}
            onClick={() => verification.mutate(undefined)}
          >
            Verify
          </Button>
          <Ask
            label="Delete the stream"
            color="red"
            question="The stream is deleted at its transmitter, which sends no more. The source stays."
            isPending={removal.isPending}
            onYes={() => removal.mutate(undefined)}
          />
        </>
      )}
    </Group>
  );
}
