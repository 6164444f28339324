import { Button, type ButtonProps, Modal } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { ReactNode } from 'react';

interface FormButtonParts extends Pick<ButtonProps, 'size' | 'variant'> {
  /** On the button, and above the form. */
  readonly label: string;
  /** The form; what it knows is forgotten when it is closed. */
  readonly children: (close: () => void) => ReactNode;
}

/** A button that opens a form. */
export function FormButton({ label, children, size = 'xs', variant = 'light' }: FormButtonParts) {
  const [opened, { open, close }] = useDisclosure(false);
  return (
    <>
      <Button size={size} variant={variant} onClick={open}>
        {label}
      </Button>
      <Modal
        opened={opened}
        onClose={close}
        title={label}
        centered
        closeOnClickOutside={false}
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        {opened && children(close)}
      </Modal>
    </>
  );
}
