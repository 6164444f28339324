import { useRouteError } from 'react-router';
import { Failure } from '../ui/Failure';

/** In the place of a page that broke. */
export function Broken() {
  return <Failure error={useRouteError()} again={() => location.reload()} />;
}
