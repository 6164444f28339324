import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { DifferenceModel } from '../../../../../src/admin/workflows/differences.dto.js';
import type { ValidationModel } from '../../../../../src/admin/workflows/workflows.dto.js';
import { sendDocument } from '../../../api/client';
import { api } from '../../../api/paths';
import type { Wire } from '../../../api/wire';

const REST_MS = 400;
/** Drafts are asked about often and never again. */
const KEPT_MS = 10_000;

/** What the API says of a draft once whoever writes it rests. */
export interface Check {
  /** The text that was asked about. */
  readonly text: string;
  readonly validation: Wire<ValidationModel> | undefined;
  /** What saving would change; of a document with faults nothing. */
  readonly difference: Wire<DifferenceModel> | undefined;
  /** Why it could not be asked. */
  readonly error: Error | null;
  /** What is known is of an older text. */
  readonly isStale: boolean;
}

export function useCheck(text: string, environment: string): Check {
  const [rested] = useDebouncedValue(text, REST_MS);
  const validated = useQuery({
    queryKey: [api.validateWorkflow, { environment, text: rested }],
    queryFn: async () => {
      const answer = await sendDocument<Wire<ValidationModel>>('POST', api.validateWorkflow, rested, {
        environment,
      });
      return { answer, text: rested };
    },
    placeholderData: keepPreviousData,
    gcTime: KEPT_MS,
  });
  const isValid = validated.data?.answer.valid === true && !validated.isPlaceholderData;
  const compared = useQuery({
    queryKey: [api.diffWorkflow, { environment, text: rested }],
    queryFn: () => sendDocument<Wire<DifferenceModel>>('POST', api.diffWorkflow, rested, { environment }),
    enabled: isValid,
    gcTime: KEPT_MS,
  });
  return {
    text: validated.data?.text ?? '',
    validation: validated.data?.answer,
    difference: isValid ? compared.data : undefined,
    error: validated.error ?? compared.error,
    isStale: text !== rested || validated.isPlaceholderData || validated.isPending,
  };
}
