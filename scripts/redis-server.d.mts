export const NO_REDIS: string;
export function requireRedisFolder(searchPath: string): string;
