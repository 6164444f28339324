import { Button, type ButtonProps, Group, Modal, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { ReactNode } from 'react';

interface AskParts extends Pick<ButtonProps, 'color' | 'variant' | 'disabled' | 'leftSection'> {
  /** On the button, and on the one that means it. */
  readonly label: string;
  /** What will happen, in a sentence. */
  readonly question: ReactNode;
  readonly children?: ReactNode;
  readonly isPending?: boolean;
  readonly onYes: () => void;
}

/** A button for a deed that is asked about before it is done; `children` is what else has to be said. */
export function Ask({ label, question, children, isPending = false, onYes, ...look }: AskParts) {
  const [opened, { open, close }] = useDisclosure(false);
  const doIt = () => {
    onYes();
    close();
  };
  return (
    <>
      <Button size="xs" variant="light" {...look} loading={isPending} onClick={open}>
        {label}
      </Button>
      <Modal opened={opened} onClose={close} title={label} centered>
        <Stack>
          <Text component="div" size="sm">
            {question}
          </Text>
          {children}
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              Not now
            </Button>
            <Button color={look.color} onClick={doIt}>
              {label}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}
