export function requireOldestPostgres(): string;
