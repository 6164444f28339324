import { TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useState } from 'react';

const REST_MS = 400;

interface FilterTextParts {
  readonly label: string;
  readonly value: string;
  readonly placeholder?: string;
  readonly onChange: (value: string) => void;
}

/** A text to filter by, which counts once whoever types it rests. */
export function FilterText({ label, value, placeholder, onChange }: FilterTextParts) {
  const [text, setText] = useState(value);
  const [known, setKnown] = useState(value);
  const tell = useDebouncedCallback(onChange, REST_MS);
  if (value !== known) {
    setKnown(value);
    setText(value); // the URL says otherwise
  }
  return (
    <TextInput
      label={label}
      size="xs"
      placeholder={placeholder}
      value={text}
      onChange={({ currentTarget }) => {
        setText(currentTarget.value);
        tell(currentTarget.value.trim());
      }}
    />
  );
}
