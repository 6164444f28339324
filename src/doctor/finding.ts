/** One thing that was looked at. */
export interface Finding {
  /** Short and stable, for scripts: `postgres`, `partitions`. */
  readonly check: string;
  readonly status: 'ok' | 'warn' | 'fail';
  /** What was seen; never a secret. */
  readonly seen: string;
  /** What to do about it; null when nothing is. */
  readonly todo: string | null;
}

export const ok = (check: string, seen: string): Finding => ({ check, status: 'ok', seen, todo: null });

export const warn = (check: string, seen: string, todo: string): Finding => ({
  check,
  status: 'warn',
  seen,
  todo,
});

export const fail = (check: string, seen: string, todo: string): Finding => ({
  check,
  status: 'fail',
  seen,
  todo,
});

/** 1 second, 2 seconds. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
