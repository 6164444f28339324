import { Anchor, Badge, Group } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { pages } from '../../api/paths';
import { USUAL_ENVIRONMENT } from '../../api/places';

interface ExecutionLinkParts {
  readonly id: string;
  readonly of: { readonly workflow: string; readonly revision: number; readonly environment: string };
  /** What else marks it. */
  readonly children?: ReactNode;
}

/** An execution in a list, by what it runs, and where when that is not as usual. */
export function ExecutionLink({ id, of, children }: ExecutionLinkParts) {
  const { workflow, revision, environment } = of;
  return (
    <Group gap={6}>
      <Anchor component={Link} to={pages.execution(id)} size="sm" className="wrap">
        {workflow}@{revision}
      </Anchor>
      {environment !== USUAL_ENVIRONMENT && (
        <Badge variant="outline" color="gray" tt="none" title="environment">
          {environment}
        </Badge>
      )}
      {children}
    </Group>
  );
}
