import { Button, Card, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ApiError, get, getText } from '../../api/client';
import { api } from '../../api/paths';
import { useCaller } from '../../session/caller';
import { CopyLine } from '../../ui/CopyLine';
import { FactTable } from '../../ui/FactTable';
import { Moment } from '../../ui/Moment';
import { useChange } from '../../ui/use-change';
import { type Checkpoint, fileNameOf, rootOf } from './checkpoint';
import { saveFile } from './save-file';

interface ProofParts {
  /** What the list is filtered by; nothing: all. */
  readonly subject: string;
  readonly execution: string;
}

interface Wanted {
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly file: string;
}

const EVERY_MS = 15_000;

/** What proves the log: its signed head, and files that verify without this server. */
export function Proof({ subject, execution }: ProofParts) {
  const [isOpen, setOpen] = useState(false);
  const [saved, setSaved] = useState<string | null>(null);
  const { namespaces } = useCaller();
  const checkpoint = useQuery({
    queryKey: [api.auditCheckpoint],
    queryFn: headOrNull,
    refetchInterval: EVERY_MS,
  }).data;
  const saving = useChange(
    async ({ path, query, file }: Wanted) => {
      saveFile(file, await getText(path, query));
      return file;
    },
    { onSuccess: setSaved },
  );
  const reachesAll = namespaces.length === 0;
  const evidence = (query: Readonly<Record<string, string>>, about: string) =>
    saving.mutate({ path: api.auditEvidence, query, file: fileNameOf(`evidence-${about}`) });
  return (
    <Card withBorder p="sm">
      <Stack gap="xs">
        <Group justify="space-between">
          <Text size="sm">
            {checkpoint ? (
              <>
                <b>{checkpoint.size}</b> entries are signed, the last checkpoint <Moment at={checkpoint.at} />
                .
              </>
            ) : (
              'Nothing is signed yet.'
            )}
          </Text>
          <Group gap="xs">
            {checkpoint && (
              <Button size="xs" variant="subtle" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
                Checkpoint
              </Button>
            )}
            {subject !== '' && reachesAll && (
              <Button size="xs" variant="light" onClick={() => evidence({ subject }, subject)}>
                Evidence of the subject
              </Button>
            )}
            {execution !== '' && (
              <Button size="xs" variant="light" onClick={() => evidence({ execution }, execution)}>
                Evidence of the execution
              </Button>
            )}
            {reachesAll && (
              <Button
                size="xs"
                variant="light"
                loading={saving.isPending}
                onClick={() =>
                  saving.mutate({ path: api.auditExport, query: {}, file: fileNameOf('audit-log') })
                }
              >
                Export the log
              </Button>
            )}
          </Group>
        </Group>
        {saved !== null && checkpoint && (
          <>
            <Text size="sm">Verify what was saved, without this server and with the key you know:</Text>
            <CopyLine label="command" text={`signet audit verify ${saved} --key '${checkpoint.key}'`} />
          </>
        )}
        {isOpen && checkpoint && <Head checkpoint={checkpoint} />}
      </Stack>
    </Card>
  );
}

function Head({ checkpoint: { size, at, note, key } }: { checkpoint: Checkpoint }) {
  return (
    <>
      <FactTable
        label="Checkpoint"
        facts={[
          ['Size', size],
          [
            'Root',
            <span key="root" className="mono">
              {rootOf(note)}
            </span>,
          ],
          ['Signed', at],
          ['Key', <CopyLine key="key" label="key" text={key} />],
          ['Note', <CopyLine key="note" label="note" text={note.trimEnd()} />],
        ]}
      />
      <Text size="xs" c="dimmed">
        Keep it where nobody who runs Signet can change it: the log must still begin with what it says.
      </Text>
    </>
  );
}

/** Null as long as nothing is in order. */
async function headOrNull(): Promise<Checkpoint | null> {
  try {
    return await get<Checkpoint>(api.auditCheckpoint);
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) {
      return null;
    }
    throw error;
  }
}
