import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { USUAL_ENVIRONMENT } from '../../../api/places';
import { Loaded } from '../../../ui/Loaded';
import { useFilters } from '../../../ui/use-filters';
import { Editor } from './Editor';
import { readTemplate, TEMPLATE_NAMES } from './templates';
import { Writers } from './Writers';

/** A new workflow, from a small one that works or from a template. */
export function Component() {
  const [{ environment, template }, set] = useFilters(['environment', 'template']);
  const begin = useQuery({
    queryKey: ['template', template],
    queryFn: () => readTemplate(template),
    staleTime: Infinity,
  });
  return (
    <Writers title="New workflow">
      <Loaded query={begin}>
        {(start) => (
          <Editor
            key={template}
            title="New workflow"
            name={null}
            start={start}
            environment={environment === '' ? USUAL_ENVIRONMENT : environment}
          >
            <Select
              label="Begin with"
              size="xs"
              w={220}
              clearable
              placeholder="a small one that works"
              data={TEMPLATE_NAMES}
              value={template === '' ? null : template}
              onChange={(name) => set('template', name)}
            />
          </Editor>
        )}
      </Loaded>
    </Writers>
  );
}
