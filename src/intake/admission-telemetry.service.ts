import { Injectable } from '@nestjs/common';
import type { Logger } from '../telemetry/logger.js';
import type { Metrics } from '../telemetry/metrics.js';
import { Telemetry } from '../telemetry/telemetry.service.js';
import type { Tracing } from '../telemetry/tracing.service.js';
import { Diagnoses } from './diagnoses.service.js';
import type { Hook } from './hook.js';
import { Sampler } from './samples/sampler.service.js';
import { SecretUses } from './secret-uses.service.js';
import type { RawRequest } from './verification/raw-request.js';
import type { Verdict } from './verdict.js';

/** A delivery as it stands at the door. */
export interface Call {
  readonly request: RawRequest;
  /** Where it came from, proxies looked through; null when it cannot be told. */
  readonly client: string | null;
  readonly now: Date;
}

/** Who is told of a delivery and of what became of it, as one thing to inject. */
@Injectable()
export class AdmissionTelemetry {
  readonly metrics: Metrics;
  readonly logger: Logger;
  readonly tracing: Tracing;

  constructor(
    { metrics, logger, tracing }: Telemetry,
    readonly sampler: Sampler,
    readonly secretUses: SecretUses,
    private readonly diagnoses: Diagnoses,
  ) {
    this.metrics = metrics;
    this.logger = logger;
    this.tracing = tracing;
  }

  note(hook: Hook, { request, client, now }: Call, verdict: Verdict): void {
    const { outcome, reason, eventId, status, faults } = verdict;
    this.metrics.deliveries.inc({ hook: hook.label, outcome, reason: reason ?? '' });
    if (outcome === 'accepted' || outcome === 'unavailable') {
      return; // the first is in the event log; for the second there is no ledger to write to
    }
    const row = {
      tenant: hook.tenant,
      environment: hook.environment,
      hookId: hook.id,
      outcome: outcome === 'invalid' ? ('refused' as const) : outcome,
      reason,
      status,
      method: request.method,
      remoteAddress: client ?? request.remoteAddress,
      bytes: request.body.length,
      eventId,
    };
    const isRefused = row.outcome === 'refused' && reason !== null;
    const refusal = isRefused && { request, reason, now, clientAddress: client, faults };
    this.diagnoses.note(row, refusal ? hook.gate.refused(refusal) : null);
  }
}
