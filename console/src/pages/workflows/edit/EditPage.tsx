import { useState } from 'react';
import { useParams } from 'react-router';
import { USUAL_ENVIRONMENT } from '../../../api/places';
import { NotYet } from '../../../ui/NotYet';
import { Page } from '../../../ui/Page';
import { useFilters } from '../../../ui/use-filters';
import { useWorkflow } from '../workflow';
import { Editor } from './Editor';
import { Writers } from './Writers';

/** A workflow that is there is written anew. */
export function Component() {
  const { namespace = '', id = '' } = useParams();
  const name = `${namespace}/${id}`;
  return (
    <Writers title={name}>
      <Loaded key={name} name={name} />
    </Writers>
  );
}

function Loaded({ name }: { name: string }) {
  const [filter] = useFilters(['environment']);
  const environment = filter.environment === '' ? USUAL_ENVIRONMENT : filter.environment;
  const [begunIn] = useState(environment);
  const { data, error, refetch } = useWorkflow(name, begunIn);
  const [start, keep] = useState<string | null>(null);
  if (start === null && data?.text !== undefined) {
    keep(data.text); // what others save meanwhile does not change what is being written
  }
  if (start !== null) {
    return <Editor title={`Edit ${name}`} name={name} start={start} environment={environment} />;
  }
  return (
    <Page title={name}>
      <NotYet error={error} refetch={refetch} />
    </Page>
  );
}
