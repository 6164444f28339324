export function requirePrometheusFolder(searchPath: string): string;
