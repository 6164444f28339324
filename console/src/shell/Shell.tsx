import {
  ActionIcon,
  AppShell,
  Badge,
  Burger,
  Group,
  Image,
  Menu,
  NavLink,
  Text,
  useMantineColorScheme,
} from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconSunMoon, IconUser } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { Link, Outlet, useLocation } from 'react-router';
import { useCaller } from '../session/caller';
import { forgetToken } from '../session/token';
import signet from '../signet.svg';
import { ROOMS } from './rooms';

/** What stands around every page: where one is, where one can go, who one is. */
export function Shell() {
  const [opened, { toggle, close }] = useDisclosure(false);
  const { pathname } = useLocation();
  return (
    <AppShell
      header={{ height: 56 }}
      navbar={{ width: 220, breakpoint: 'sm', collapsed: { mobile: !opened } }}
      padding="md"
    >
      <AppShell.Header px="md">
        <Group h="100%" justify="space-between">
          <Group gap="sm">
            <Burger opened={opened} onClick={toggle} hiddenFrom="sm" size="sm" aria-label="Pages" />
            <Image src={signet} w={28} alt="" />
            <Text fw={600}>Signet</Text>
          </Group>
          <Account />
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="xs" component="nav" aria-label="Pages">
        {ROOMS.map(({ label, to, icon: Icon }) => (
          <NavLink
            key={to}
            component={Link}
            to={to}
            label={label}
            leftSection={<Icon size={18} aria-hidden />}
            active={to === '/' ? pathname === '/' : pathname === to || pathname.startsWith(`${to}/`)}
            onClick={close}
          />
        ))}
      </AppShell.Navbar>
      <AppShell.Main>
        <Outlet />
      </AppShell.Main>
    </AppShell>
  );
}

function Account() {
  const { name, tenant, role, namespaces } = useCaller();
  const { toggleColorScheme } = useMantineColorScheme();
  const queries = useQueryClient();
  const signOut = () => {
    forgetToken();
    queries.clear();
  };
  return (
    <Group gap="xs">
      <Badge variant="light" tt="none" title="tenant">
        {tenant}
      </Badge>
      <ActionIcon variant="subtle" onClick={toggleColorScheme} aria-label="Light or dark">
        <IconSunMoon size={18} />
      </ActionIcon>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="subtle" aria-label="Account">
            <IconUser size={18} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>
            {name}, {role}
            {namespaces.length > 0 && ` of ${namespaces.join(', ')}`}
          </Menu.Label>
          <Menu.Item onClick={signOut}>Sign out</Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </Group>
  );
}
