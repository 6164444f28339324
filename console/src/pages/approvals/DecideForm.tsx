import { Alert, Group, Select, Stack, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { post } from '../../api/client';
import { api } from '../../api/paths';
import { describe } from '../../api/query-client';
import { Ask } from '../../ui/Ask';
import { useChange } from '../../ui/use-change';
import type { Approval, Field } from './approval';
import { choicesOf, faultsIn, type Texts, textsOf, valuesOf } from './fields';

interface Decision {
  readonly outcome: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** The fields an approval asks for, and its outcomes. It is decided once. */
export function DecideForm({ approval }: { approval: Approval }) {
  const { id, fields, outcomes } = approval;
  const [texts, setTexts] = useState<Texts>(() => textsOf(fields));
  const [unread, setUnread] = useState<Texts>({});
  const deciding = useChange((decision: Decision) => post<Approval>(api.approvalDecide(id), decision), {
    changes: [api.approval(id), api.approvals, api.executions],
    isShown: true,
  });
  const told = faultsIn(deciding.error);
  const isTold = Object.keys(told).length > 0;
  const decide = (outcome: string) => {
    const { values, faults } = valuesOf(fields, texts);
    setUnread(faults);
    if (Object.keys(faults).length === 0) {
      deciding.mutate({ outcome, fields: values });
    }
  };
  return (
    <Stack>
      {Object.entries(fields).map(([name, field]) => (
        <FieldInput
          key={name}
          name={name}
          field={field}
          text={texts[name] ?? ''}
          fault={unread[name] ?? told[name]}
          onChange={(text) => setTexts({ ...texts, [name]: text })}
        />
      ))}
      {deciding.error && (
        <Alert color="red" role="alert">
          {isTold ? deciding.error.message : describe(deciding.error)}
        </Alert>
      )}
      <Group>
        {outcomes.map((outcome, place) => (
          <Ask
            key={outcome}
            label={outcome}
            variant={place === 0 ? 'filled' : 'light'}
            question={`The answer is ${outcome}. It is given once, in your name, and is in the audit log.`}
            isPending={deciding.isPending}
            onYes={() => decide(outcome)}
          />
        ))}
      </Group>
    </Stack>
  );
}

interface FieldInputParts {
  readonly name: string;
  readonly field: Field;
  readonly text: string;
  readonly fault: string | undefined;
  readonly onChange: (text: string) => void;
}

function FieldInput({ name, field, text, fault, onChange }: FieldInputParts) {
  const choices = choicesOf(field);
  const look = { label: name, description: field.description, withAsterisk: field.required, error: fault };
  if (choices) {
    return (
      <Select
        {...look}
        clearable
        data={choices}
        value={text || null}
        onChange={(value) => onChange(value ?? '')}
      />
    );
  }
  const input = {
    ...look,
    value: text,
    onChange: ({ currentTarget }: { currentTarget: { value: string } }) => onChange(currentTarget.value),
  };
  return field.type === 'object' || field.type === 'array' ? (
    <Textarea {...input} autosize minRows={2} placeholder="JSON" />
  ) : (
    <TextInput
      {...input}
      inputMode={field.type === 'number' || field.type === 'integer' ? 'decimal' : 'text'}
    />
  );
}
