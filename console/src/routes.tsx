import type { ComponentType } from 'react';
import { createBrowserRouter, type RouteObject } from 'react-router';
import { Session } from './session/Session';
import { Broken } from './shell/Broken';
import { Nothing } from './shell/Nothing';
import { Shell } from './shell/Shell';

/** A page that is fetched when somebody goes there: its file has it as `Component`. */
const page = (path: string, lazy: () => Promise<{ Component: ComponentType }>): RouteObject => ({
  path,
  lazy,
});

const PAGES: RouteObject[] = [
  page('/', () => import('./pages/overview/OverviewPage')),
  page('/approvals', () => import('./pages/approvals/ApprovalsPage')),
  page('/audit', () => import('./pages/audit/AuditPage')),
  page('/dead-letters', () => import('./pages/dead-letters/DeadLettersPage')),
  page('/executions', () => import('./pages/executions/ExecutionsPage')),
  page('/executions/:id', () => import('./pages/executions/ExecutionPage')),
  page('/settings', () => import('./pages/settings/SettingsPage')),
  page('/sources', () => import('./pages/sources/SourcesPage')),
  page('/sources/:name', () => import('./pages/sources/SourcePage')),
  page('/workflows', () => import('./pages/workflows/WorkflowsPage')),
  page('/workflows/:namespace/:id', () => import('./pages/workflows/WorkflowPage')),
  page('/workflows/:namespace/:id/edit', () => import('./pages/workflows/edit/EditPage')),
  page('/workflows/new', () => import('./pages/workflows/edit/NewPage')),
];

export const router = createBrowserRouter(
  [
    {
      element: (
        <Session>
          <Shell />
        </Session>
      ),
      errorElement: <Broken />,
      children: [{ errorElement: <Broken />, children: [...PAGES, { path: '*', Component: Nothing }] }],
    },
  ],
  { basename: '/console' },
);
