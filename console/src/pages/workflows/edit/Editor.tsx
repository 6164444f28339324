import { Alert, Button, Grid, Group, Tabs } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { type ReactNode, useMemo, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import type { AppliedModel } from '../../../../../src/admin/workflows/workflows.dto.js';
import { sendDocument, withQuery } from '../../../api/client';
import { api, pages } from '../../../api/paths';
import { USUAL_ENVIRONMENT } from '../../../api/places';
import { describe } from '../../../api/query-client';
import type { Wire } from '../../../api/wire';
import { useMay } from '../../../session/caller';
import { Code } from '../../../ui/Code';
import { Page } from '../../../ui/Page';
import { useFilters } from '../../../ui/use-filters';
import { BacktestPanel } from '../backtest/BacktestPanel';
import { EnvironmentSelect } from '../EnvironmentSelect';
import { PlanPanel } from '../planning/PlanPanel';
import { nameOf, useWorkflowDeed } from '../workflow';
import { CheckPanel } from './CheckPanel';
import { diagnosticsOf } from './diagnostics';
import { Leaving } from './Leaving';
import { useCheck } from './use-check';
import { useCompletion } from './use-completion';

interface EditorParts {
  readonly title: string;
  /** `namespace/id` of the workflow that is written anew; null of a new one. */
  readonly name: string | null;
  /** The text to begin with. */
  readonly start: string;
  readonly environment: string;
  /** Beside the environment: what else there is to choose. */
  readonly children?: ReactNode;
}

/** A document is written, checked as it is written, planned, and saved. */
export function Editor({ title, name, start, environment, children }: EditorParts) {
  const [text, setText] = useState(start);
  const [, set] = useFilters(['environment']);
  const maySave = useMay('author');
  const check = useCheck(text, environment);
  const completion = useCompletion(environment);
  const save = useSave(name, environment);
  const { validation, difference } = check;
  const diagnostics = useMemo(
    () => (validation ? diagnosticsOf(check.text, validation.faults, validation.warnings) : []),
    [check.text, validation],
  );
  const isReady = validation?.valid === true && !check.isStale;
  return (
    <Page
      title={title}
      actions={
        maySave && (
          <Button size="xs" disabled={!isReady} loading={save.isPending} onClick={() => save.run(text)}>
            Save and deploy
          </Button>
        )
      }
    >
      <Leaving mayLeave={() => save.isDone() || text === start} />
      <Group justify="flex-end">
        {text === start && children}
        <EnvironmentSelect
          value={environment}
          onChange={(value) => set('environment', value === USUAL_ENVIRONMENT ? null : value)}
        />
      </Group>
      {save.error && (
        <Alert color="red" role="alert" title="It was not saved">
          {describe(save.error)}
        </Alert>
      )}
      <Grid>
        <Grid.Col span={{ base: 12, md: 7 }}>
          <Code
            label="Document"
            value={text}
            onChange={setText}
            diagnostics={diagnostics}
            completion={completion}
            height="68vh"
          />
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 5 }}>
          <Tabs defaultValue="check">
            <Tabs.List mb="sm">
              <Tabs.Tab value="check">Check</Tabs.Tab>
              <Tabs.Tab value="plan">Plan</Tabs.Tab>
              <Tabs.Tab value="backtest">Backtest</Tabs.Tab>
            </Tabs.List>
            <Tabs.Panel value="check" aria-live="polite">
              <CheckPanel check={check} environment={environment} />
            </Tabs.Panel>
            <Tabs.Panel value="plan">
              <PlanPanel
                name={isReady ? (difference?.workflow ?? null) : null}
                environment={environment}
                document={text}
              />
            </Tabs.Panel>
            <Tabs.Panel value="backtest">
              <BacktestPanel environment={environment} document={isReady ? text : null} />
            </Tabs.Panel>
          </Tabs>
        </Grid.Col>
      </Grid>
    </Page>
  );
}

const SAID: Readonly<Record<AppliedModel['outcome'], string>> = {
  created: 'It is saved',
  updated: 'It is saved',
  unchanged: 'Nothing had changed',
};

function useSave(name: string | null, environment: string) {
  const navigate = useNavigate();
  const isDone = useRef(false);
  const save = useWorkflowDeed(
    (text: string) =>
      sendDocument<Wire<AppliedModel>>('PUT', name === null ? api.workflows : api.workflow(name), text, {
        environment,
      }),
    ({ outcome, workflow }) => {
      isDone.current = true;
      notifications.show({
        color: 'teal',
        title: nameOf(workflow),
        message: `${SAID[outcome]}: revision ${workflow.revision} runs in ${environment}.`,
      });
      const query = { environment: environment === USUAL_ENVIRONMENT ? null : environment };
      void navigate(withQuery(pages.workflow(nameOf(workflow)), query));
    },
    { isShown: true },
  );
  return { run: save.mutate, isPending: save.isPending, error: save.error, isDone: () => isDone.current };
}
