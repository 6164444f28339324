/** Instants as an `input` of type `datetime-local` has them: `2026-01-31T12:00`, as of here. */

const two = (number: number): string => String(number).padStart(2, '0');

/** '' for what is none. */
export function localOf(instant: string): string {
  const at = new Date(instant);
  if (instant === '' || Number.isNaN(at.getTime())) {
    return '';
  }
  const date = [String(at.getFullYear()).padStart(4, '0'), two(at.getMonth() + 1), two(at.getDate())];
  return `${date.join('-')}T${two(at.getHours())}:${two(at.getMinutes())}`;
}

/** '' for what is none, and for what somebody has not typed to its end. */
export function instantOf(local: string): string {
  const at = new Date(local);
  const isOfOurTime = at.getFullYear() >= 1971 && at.getFullYear() <= 9998;
  return local === '' || Number.isNaN(at.getTime()) || !isOfOurTime ? '' : at.toISOString();
}
