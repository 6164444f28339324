import {
  IconActivity,
  IconBroadcast,
  IconChecklist,
  IconGitBranch,
  IconHome,
  IconListCheck,
  IconMailX,
  IconSettings,
} from '@tabler/icons-react';
import { pages } from '../api/paths';

/** The rooms of the console, in the order in which a day goes through them. */
export const ROOMS = [
  { label: 'Overview', to: pages.overview, icon: IconHome },
  { label: 'Executions', to: pages.executions, icon: IconActivity },
  { label: 'Dead letters', to: pages.deadLetters, icon: IconMailX },
  { label: 'Approvals', to: pages.approvals, icon: IconChecklist },
  { label: 'Workflows', to: pages.workflows, icon: IconGitBranch },
  { label: 'Sources', to: pages.sources, icon: IconBroadcast },
  { label: 'Audit log', to: pages.audit, icon: IconListCheck },
  { label: 'Settings', to: pages.settings, icon: IconSettings },
] as const;
