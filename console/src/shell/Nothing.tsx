import { Anchor, Text } from '@mantine/core';
import { Link } from 'react-router';
import { pages } from '../api/paths';
import { Page } from '../ui/Page';

/** For an address that leads nowhere. */
export function Nothing() {
  return (
    <Page title="Nothing is here">
      <Text>
        There is no such page.{' '}
        <Anchor component={Link} to={pages.overview}>
          To the overview
        </Anchor>
      </Text>
    </Page>
  );
}
