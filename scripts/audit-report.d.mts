export const EXPLAINED: Record<string, string>;
export type AuditVerdict =
  | { kind: 'unreachable'; why: string }
  | { kind: 'clean' | 'faulty'; lines: string[] };
export function judgeAudit(text: string, explained?: Record<string, string>): AuditVerdict;
