import { Input, PasswordInput, SegmentedControl, Stack, Text } from '@mantine/core';
import type { SecretWay } from './new-secret';

interface SecretChoiceParts {
  readonly ways: readonly SecretWay[];
  readonly way: SecretWay;
  /** How the sender writes it. */
  readonly looks?: string | undefined;
  readonly secret: string;
  readonly onWay: (way: SecretWay) => void;
  readonly onSecret: (secret: string) => void;
}

const LABELS = {
  given: 'I have it',
  generated: 'Make one',
  later: 'It comes later',
  none: 'There is none',
} as const satisfies Record<SecretWay, string>;

const MEANING = {
  given: null,
  generated: 'A new one is made in this browser and shown once, to be given to the sender.',
  later: 'The sender shows it only once it has the address. Until it is added, all that comes is refused.',
  none: 'The sender is proven by its published keys.',
} as const satisfies Record<SecretWay, string | null>;

/** Where the secret of a sender comes from. */
export function SecretChoice({ ways, way, looks, secret, onWay, onSecret }: SecretChoiceParts) {
  return (
    <Stack gap="xs">
      <Input.Wrapper label="Secret" labelElement="div">
        <SegmentedControl
          fullWidth
          size="xs"
          aria-label="Where the secret comes from"
          data={ways.map((value) => ({ value, label: LABELS[value] }))}
          value={way}
          onChange={(value) => onWay(value)}
        />
      </Input.Wrapper>
      {way === 'given' ? (
        <PasswordInput
          label="Its secret"
          description={`${looks === undefined ? '' : `Written like ${looks}. `}Sealed at once and never shown again.`}
          autoComplete="off"
          required
          value={secret}
          onChange={({ currentTarget }) => onSecret(currentTarget.value)}
        />
      ) : (
        <Text size="xs" c="dimmed">
          {MEANING[way]}
        </Text>
      )}
    </Stack>
  );
}
