/** Rows that are fetched to be counted: no list of the API counts itself. */
export const COUNTED = 50;

/** `7`, or `50+` where there are more than were looked at. */
export function countOf({
  items,
  next,
}: {
  readonly items: readonly unknown[];
  readonly next: string | null;
}): string {
  return next === null ? String(items.length) : `${items.length}+`;
}
