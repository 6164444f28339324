interface LockedPackage {
  version?: string;
  integrity?: string;
  optional?: boolean;
  devOptional?: boolean;
  link?: boolean;
}
export interface Lock {
  packages: Record<string, LockedPackage>;
}
export function isStale(lock: Lock, installed: Lock | undefined): boolean;
