/** The audit log of a running Signet, as somebody outside takes it away and verifies it. */
import { DataSource } from 'typeorm';
import { type About, AuditLines } from '../../src/admin/audit/audit-lines.service.js';
import type { Caller } from '../../src/admin/access/caller.js';
import { AuditKeys } from '../../src/audit/audit-keys.service.js';
import type { LogLine } from '../../src/audit/log-line.js';
import { type LogReport, LogVerifier } from '../../src/audit/log-verifier.js';
import type { TestSignet } from './a-signet.js';
import { eventually } from './eventually.js';

const IN_ORDER = { within: 20_000 };
const TENANT_WIDE = { tenant: 'main', namespaces: [] } as unknown as Caller;

export class AuditLogOf {
  constructor(private readonly signet: TestSignet) {}

  evidence(about: About): Promise<LogLine[]> {
    return gathered(this.signet.part(AuditLines).evidence(TENANT_WIDE, about));
  }

  /** With the records of executions. */
  whole(): Promise<LogLine[]> {
    return gathered(this.signet.part(AuditLines).whole('main', true));
  }

  verified(lines: readonly LogLine[]): LogReport {
    const key = this.signet.part(AuditKeys).signer.verifierKey;
    const verifier = new LogVerifier({ key, checkpoints: [] });
    lines.forEach((line) => verifier.take(line));
    return verifier.report();
  }

  faultsOf(lines: readonly LogLine[]): string[] {
    return this.verified(lines).faults.map(({ what }) => what);
  }

  /** Transactions of other databases of the server hold the order up as well. */
  async inOrder(): Promise<void> {
    await eventually(async () => {
      const [row] = await this.signet.rows<{ left: number }>(
        'select ((select count(*) from audit_entry) - (select size from audit_head))::int as left',
      );
      if (row!.left !== 0) {
        throw new Error(`${row!.left} entries of the audit log are not in order`);
      }
    }, IN_ORDER);
  }

  /** Past every trigger, as nobody but the owner of the server can. */
  async asSuperuser(sql: string, values: readonly unknown[]): Promise<void> {
    await this.signet.part(DataSource).transaction(async (tx) => {
      await tx.query('set local session_replication_role = replica');
      await tx.query(sql, [...values]);
    });
  }
}

async function gathered(lines: AsyncGenerator<LogLine>): Promise<LogLine[]> {
  const found: LogLine[] = [];
  for await (const line of lines) {
    found.push(JSON.parse(JSON.stringify(line)) as LogLine);
  }
  return found;
}
