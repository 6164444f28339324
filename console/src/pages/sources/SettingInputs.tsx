import { TextInput } from '@mantine/core';
import type { Profile } from './source';
import type { Texts } from './source-body';

interface SettingInputsParts {
  readonly settings: Profile['needs']['settings'];
  readonly texts: Texts;
  readonly faults: Texts;
  readonly onChange: (texts: Texts) => void;
}

/** The settings of a profile, a text for each. */
export function SettingInputs({ settings, texts, faults, onChange }: SettingInputsParts) {
  return settings.map(({ name, what, required, list, default: preset }) => (
    <TextInput
      key={name}
      label={name}
      description={list === true ? `${what}; several with commas between` : what}
      placeholder={preset}
      required={required}
      value={texts[name] ?? ''}
      error={faults[name]}
      onChange={({ currentTarget }) => onChange({ ...texts, [name]: currentTarget.value })}
    />
  ));
}
