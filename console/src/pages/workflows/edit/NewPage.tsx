import { useFilters } from '../../../ui/use-filters';
import { USUAL_ENVIRONMENT } from '../workflow';
import { Editor } from './Editor';
import { Writers } from './Writers';
import { START } from './start';

/** A new workflow, from a small one that works. */
export function Component() {
  const [{ environment }] = useFilters(['environment']);
  return (
    <Writers title="New workflow">
      <Editor
        title="New workflow"
        name={null}
        start={START}
        environment={environment === '' ? USUAL_ENVIRONMENT : environment}
      />
    </Writers>
  );
}
