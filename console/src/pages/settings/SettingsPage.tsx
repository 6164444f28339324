import { Tabs, Text } from '@mantine/core';
import type { ComponentType } from 'react';
import { type CallerView, useCaller } from '../../session/caller';
import { Page } from '../../ui/Page';
import { useFilters } from '../../ui/use-filters';
import { DirectoriesTab } from './DirectoriesTab';
import { EnvironmentsTab } from './EnvironmentsTab';
import { LimitsTab } from './LimitsTab';
import { SecretsTab } from './SecretsTab';
import { TenantsTab } from './TenantsTab';
import { TokensTab } from './TokensTab';
import { VariablesTab } from './VariablesTab';

interface TabOf {
  readonly name: string;
  readonly label: string;
  readonly isFor: (caller: CallerView) => boolean;
  readonly Tab: ComponentType;
}

const isAdmin = ({ role }: CallerView): boolean => role === 'admin';
const isReader = ({ role }: CallerView): boolean => role !== 'ingest';
/** Who runs the whole installation. */
const isOfInstance = (caller: CallerView): boolean =>
  isAdmin(caller) && caller.tenant === 'main' && caller.namespaces.length === 0;

const TABS: readonly TabOf[] = [
  { name: 'tokens', label: 'Tokens', isFor: isAdmin, Tab: TokensTab },
  { name: 'secrets', label: 'Secrets', isFor: isReader, Tab: SecretsTab },
  { name: 'variables', label: 'Variables', isFor: isReader, Tab: VariablesTab },
  { name: 'environments', label: 'Environments', isFor: isReader, Tab: EnvironmentsTab },
  { name: 'directories', label: 'Directories', isFor: isReader, Tab: DirectoriesTab },
  { name: 'limits', label: 'Limits', isFor: isReader, Tab: LimitsTab },
  { name: 'tenants', label: 'Tenants', isFor: isOfInstance, Tab: TenantsTab },
];

/** What Signet is set up with, as far as the caller may see it. */
export function Component() {
  const caller = useCaller();
  const [{ tab }, set] = useFilters(['tab']);
  const shown = TABS.filter(({ isFor }) => isFor(caller));
  if (shown.length === 0) {
    return (
      <Page title="Settings">
        <Text c="dimmed">There is nothing here for the role {caller.role}.</Text>
      </Page>
    );
  }
  const chosen = shown.find(({ name }) => name === tab) ?? shown[0]!;
  return (
    <Page title="Settings">
      <Tabs value={chosen.name} onChange={(value) => set('tab', value)} keepMounted={false}>
        <Tabs.List mb="md">
          {shown.map(({ name, label }) => (
            <Tabs.Tab key={name} value={name}>
              {label}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {shown.map(({ name, Tab }) => (
          <Tabs.Panel key={name} value={name}>
            <Tab />
          </Tabs.Panel>
        ))}
      </Tabs>
    </Page>
  );
}
