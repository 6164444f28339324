export function countScript(
  name: string,
  exitCode: number | null,
  said: string,
): { passed: number; failures: string[]; undone: string[] };
