import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { instantOf, localOf } from './local-time';

interface FilterTimeParts {
  readonly label: string;
  /** An instant (RFC 3339), or ''. */
  readonly value: string;
  readonly onChange: (instant: string) => void;
}

/** A time to filter by: typed as of here, kept as an instant, so that it means the same to whoever gets the URL. */
export function FilterTime({ label, value, onChange }: FilterTimeParts) {
  const [text, setText] = useState(localOf(value));
  const [known, setKnown] = useState(value);
  if (value !== known) {
    setKnown(value);
    setText(localOf(value)); // the URL says otherwise
  }
  return (
    <TextInput
      label={label}
      size="xs"
      type="datetime-local"
      value={text}
      onChange={({ currentTarget }) => {
        setText(currentTarget.value);
        onChange(instantOf(currentTarget.value));
      }}
    />
  );
}
