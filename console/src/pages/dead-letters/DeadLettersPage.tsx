import { type InfiniteData, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/paths';
import { useMay } from '../../session/caller';
import { List, listKey } from '../../ui/List';
import { Page } from '../../ui/Page';
import { useFilters } from '../../ui/use-filters';
import { Groups } from './Groups';
import type { DeadLetter } from './letter';
import { choiceOf, columnsOf } from './letter-columns';
import { LetterDrawer } from './LetterDrawer';
import { bulkFilter, LetterFilters, listFilter, useLetterFilter } from './LetterFilters';
import { ManyDeeds } from './ManyDeeds';

const NONE: ReadonlySet<string> = new Set();

/** Letters that were chosen in a list; with another filter they are chosen no more, for nobody sees them. */
interface Choice {
  /** The filter of the list. */
  readonly of: string;
  /** Their executions. */
  readonly letters: ReadonlySet<string>;
}

/** What was given up on, why, and what to do about it. */
export function Component() {
  const filter = useLetterFilter();
  const [{ letter }, setOpened] = useFilters(['letter']);
  const [choice, setChoice] = useState<Choice>({ of: '', letters: NONE });
  const queries = useQueryClient();
  const mayAct = useMay('operator') && filter.values.status === 'open';
  const asked = listFilter(filter);
  const of = JSON.stringify(asked);
  const chosen = choice.of === of ? choice.letters : NONE;
  const choose = (letters: ReadonlySet<string>) => setChoice({ of, letters });
  const toggle = (execution: string) => choose(toggled(chosen, execution));
  const chooseShown = () => {
    const shown = queries.getQueryData<InfiniteData<{ items: readonly DeadLetter[] }>>(
      listKey(api.deadLetters, asked),
    );
    choose(new Set(shown?.pages.flatMap(({ items }) => items.map(({ execution }) => execution))));
  };
  const columns = columnsOf((execution) => setOpened('letter', execution));
  return (
    <Page title="Dead letters">
      <LetterFilters filter={filter} />
      {filter.values.status === 'open' && filter.values.fingerprint === '' && (
        <Groups filter={asked} onChoose={(fingerprint) => filter.set('fingerprint', fingerprint)} />
      )}
      {mayAct && (
        <ManyDeeds
          chosen={[...chosen]}
          chooseShown={chooseShown}
          chooseNone={() => choose(NONE)}
          filter={bulkFilter(filter)}
        />
      )}
      <List
        label="Dead letters"
        path={api.deadLetters}
        filter={asked}
        columns={mayAct ? [choiceOf(chosen, toggle), ...columns] : columns}
        keyOf={({ execution }) => execution}
        everyMs={10_000}
        empty={<Empty status={filter.values.status} />}
      />
      <LetterDrawer execution={letter} onClose={() => setOpened('letter', null)} />
    </Page>
  );
}

function toggled(chosen: ReadonlySet<string>, one: string): ReadonlySet<string> {
  const rest = [...chosen].filter((other) => other !== one);
  return new Set(chosen.has(one) ? rest : [...rest, one]);
}

function Empty({ status }: { status: string }) {
  return status === 'open' ? (
    'No dead letter waits for anybody: nothing like that was given up on.'
  ) : (
    <>
      No dead letter is like that. On the command line: <span className="mono">signet dead-letters list</span>
    </>
  );
}
