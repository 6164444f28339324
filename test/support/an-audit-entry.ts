import type { AuditEntry } from '../../src/audit/leaf.js';
import { newId } from '../../src/config/clock.js';

export const anEntry = (parts: Partial<AuditEntry> = {}): AuditEntry => ({
  id: newId(),
  tenant: 'main',
  at: new Date(),
  verb: 'user.update',
  actor: 'token:ops',
  subject: 'ada',
  executionId: null,
  taskId: null,
  message: 'changed',
  ...parts,
});
