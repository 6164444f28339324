import { Button, Center, Stack, Table, Text } from '@mantine/core';
import { keepPreviousData, type QueryKey, useInfiniteQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { get, type Query } from '../api/client';
import { Failure } from './Failure';
import { NotYet } from './NotYet';

/** A page of any list of the API. */
interface PageOf<Row> {
  readonly items: readonly Row[];
  readonly next: string | null;
}

export interface Column<Row> {
  readonly title: string;
  readonly cell: (row: Row) => ReactNode;
}

interface ListParts<Row> {
  /** What its rows are, for who cannot see the table. */
  readonly label: string;
  readonly path: string;
  readonly filter?: Query;
  readonly columns: readonly Column<Row>[];
  readonly keyOf: (row: Row) => string;
  /** Said where there is nothing. */
  readonly empty: ReactNode;
  /** Looks again so often; not while nobody looks at the tab. */
  readonly everyMs?: number;
}

/** A list of the API, a page at a time, newest first where the API says so. */
export function List<Row>({ label, path, filter = {}, columns, keyOf, empty, everyMs }: ListParts<Row>) {
  const { data, error, fetchNextPage, hasNextPage, isFetchingNextPage, isPlaceholderData, refetch } =
    useInfiniteQuery({
      queryKey: listKey(path, filter),
      queryFn: ({ pageParam }) => get<PageOf<Row>>(path, { ...filter, cursor: pageParam }),
      placeholderData: keepPreviousData,
      initialPageParam: null as string | null,
      getNextPageParam: ({ next }) => next,
      ...(everyMs === undefined ? {} : { refetchInterval: everyMs }),
    });
  if (!data || (error && isPlaceholderData)) {
    return <NotYet error={error} refetch={refetch} />;
  }
  const rows = data.pages.flatMap(({ items }) => items);
  if (rows.length === 0) {
    return (
      <Text c="dimmed" p="xl" ta="center" component="div">
        {empty}
      </Text>
    );
  }
  return (
    <Stack>
      {error && <Failure error={error} again={() => void refetch()} />}
      <Table.ScrollContainer minWidth={720}>
        <Table highlightOnHover verticalSpacing="xs" aria-label={label}>
          <Table.Thead>
            <Table.Tr>
              {columns.map(({ title }) => (
                <Table.Th key={title}>{title}</Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map((row) => (
              <Table.Tr key={keyOf(row)}>
                {columns.map(({ title, cell }) => (
                  <Table.Td key={title}>{cell(row)}</Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      {hasNextPage && (
        <Center>
          <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            Show more
          </Button>
        </Center>
      )}
    </Stack>
  );
}

/** Under which a list is kept; `[path]` alone names all of them, for `invalidateQueries`. */
export function listKey(path: string, filter: Query): QueryKey {
  return [path, 'list', filter];
}
