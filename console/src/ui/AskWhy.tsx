import { Button, type ButtonProps, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { type FormEvent, type ReactNode, useState } from 'react';

const LONGEST_NOTE = 2000;

interface AskWhyParts extends Pick<ButtonProps, 'color' | 'variant' | 'disabled' | 'leftSection'> {
  /** On the button, and on the one that means it. */
  readonly label: string;
  /** What will happen, in a sentence. */
  readonly question: ReactNode;
  readonly isPending?: boolean;
  readonly onYes: (note: string) => void;
}

/** As `Ask`, for deeds that want a reason. */
export function AskWhy({ label, question, isPending = false, onYes, ...look }: AskWhyParts) {
  const [opened, { open, close }] = useDisclosure(false);
  const [note, setNote] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onYes(note.trim());
    setNote('');
    close();
  };
  return (
    <>
      <Button size="xs" variant="light" {...look} loading={isPending} onClick={open}>
        {label}
      </Button>
      <Modal opened={opened} onClose={close} title={label} centered>
        <Stack component="form" onSubmit={submit}>
          <Text component="div" size="sm">
            {question}
          </Text>
          <Textarea
            label="Why"
            description="For the next person, and for the audit log"
            value={note}
            maxLength={LONGEST_NOTE}
            autosize
            minRows={2}
            required
            onChange={({ currentTarget }) => setNote(currentTarget.value)}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              Not now
            </Button>
            <Button type="submit" color={look.color} disabled={note.trim() === ''}>
              {label}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}
