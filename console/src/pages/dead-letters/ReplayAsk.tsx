import { type ButtonProps, Checkbox, Radio, Stack } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import type { ReplayBody } from '../../../../src/admin/dead-letters/dead-letters.dto.js';
import { Ask } from '../../ui/Ask';

export type ReplayWay = Required<ReplayBody>;

const USUAL: ReplayWay = { from: 'failed-task', revision: 'same', callback: false };

interface ReplayAskParts extends Pick<ButtonProps, 'variant'> {
  readonly label: string;
  readonly question: ReactNode;
  readonly isPending: boolean;
  readonly onYes: (way: ReplayWay) => void;
}

/** Asks from where, with which revision, and whether callers hear of it again. */
export function ReplayAsk({ onYes, ...parts }: ReplayAskParts) {
  const [way, setWay] = useState(USUAL);
  return (
    <Ask {...parts} onYes={() => onYes(way)}>
      <Stack>
        <Radio.Group label="Begin" value={way.from} onChange={(from) => setWay({ ...way, from })}>
          <Stack gap="xs" mt={4}>
            <Radio
              value="failed-task"
              label="With the task that failed"
              description="What succeeded before it is taken over"
            />
            <Radio value="start" label="From the start" description="Every task runs again" />
          </Stack>
        </Radio.Group>
        <Radio.Group
          label="Revision"
          value={way.revision}
          onChange={(revision) => setWay({ ...way, revision })}
        >
          <Stack gap="xs" mt={4}>
            <Radio value="same" label="The same as before" />
            <Radio value="newest" label="The one that is deployed now" />
          </Stack>
        </Radio.Group>
        <Checkbox
          label="Call back again whoever was called when it died"
          checked={way.callback}
          onChange={({ currentTarget }) => setWay({ ...way, callback: currentTarget.checked })}
        />
      </Stack>
    </Ask>
  );
}
