import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useMay } from '../../../session/caller';
import { Page } from '../../../ui/Page';

/** What is inside is for who may write documents, or try them. */
export function Writers({ title, children }: { title: string; children: ReactNode }) {
  const mayTry = useMay('author', 'operator');
  return mayTry ? (
    children
  ) : (
    <Page title={title}>
      <Text>Your token may read workflows, not write them.</Text>
    </Page>
  );
}
