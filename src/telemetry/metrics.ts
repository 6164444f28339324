import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

const LATENCY_BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const TASK_BUCKETS = [0.001, 0.005, 0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

/** Everything Signet measures, on a registry of its own. Labels are bounded by configuration: never ids of events. */
export class Metrics {
  readonly registry = new Registry();

  /** `hook` is the source or `namespace/workflow/trigger` it belongs to, `unknown` when no hook has the address. */
  readonly deliveries = this.counter('signet_deliveries_total', 'Deliveries by hook and outcome.', [
    'hook',
    'outcome',
    'reason',
  ]);
  readonly secretUses = this.counter(
    'signet_secret_uses_total',
    'Deliveries proven by a secret, by hook and whether it is its newest, the previous or an older one.',
    ['hook', 'generation'],
  );
  readonly intakeSeconds = this.histogram(
    'signet_intake_seconds',
    'Time from the last byte of a delivery to its answer.',
    ['outcome'],
    LATENCY_BUCKETS,
  );
  readonly executions = this.counter(
    'signet_executions_total',
    'Finished executions by workflow and outcome.',
    ['workflow', 'outcome'],
  );
  readonly taskSeconds = this.histogram(
    'signet_task_seconds',
    'Time one try of a task with an effect took, by action.',
    ['action', 'outcome'],
    TASK_BUCKETS,
  );
  readonly retries = this.counter(
    'signet_retries_total',
    'Tries that will be repeated, by workflow and class.',
    ['workflow', 'class'],
  );
  readonly deadLetters = this.counter('signet_dead_letters_total', 'Executions given up on, by reason.', [
    'reason',
  ]);
  readonly openDeadLetters = this.gauge(
    'signet_dead_letters_open',
    'Dead letters nobody has replayed or discarded.',
  );
  readonly openExecutions = this.gauge('signet_open_executions', 'Executions not finished, by status.', [
    'status',
  ]);
  readonly oldestDue = this.gauge(
    'signet_oldest_due_seconds',
    'Age of the oldest execution that is due and not claimed.',
  );
  readonly lanesWaiting = this.gauge(
    'signet_lanes_waiting',
    'Executions that wait for another of their lane.',
  );
  readonly queueDepth = this.gauge(
    'signet_queue_depth',
    'Doorbell jobs that wait in Redis; -1 while Redis is away.',
  );
  readonly bellsMissed = this.counter(
    'signet_bells_missed_total',
    'Commits nobody could be rung for; the sweeper finds them.',
  );
  readonly sweptUp = this.counter('signet_swept_total', 'Executions the sweeper found due, by kind.', [
    'kind',
  ]);
  readonly commitItems = this.histogram(
    'signet_commit_items',
    'Items that shared one commit, by writer.',
    ['writer'],
    [1, 2, 5, 10, 20, 50, 100, 200, 500],
  );
  readonly poolWaits = this.gauge('signet_pool_waits', 'Requests that wait for a connection to Postgres.');
  readonly leasesLost = this.counter(
    'signet_leases_lost_total',
    'Executions whose lease ran out under this worker.',
  );
  readonly keyFetches = this.counter(
    'signet_key_fetches_total',
    'Fetches of published keys and certificates of senders, by outcome.',
    ['outcome'],
  );
  readonly confirmations = this.counter(
    'signet_confirmations_total',
    'Subscriptions whose confirming address was visited, by outcome.',
    ['outcome'],
  );
  readonly deliveryLogDropped = this.counter(
    'signet_delivery_log_dropped_total',
    'Refused deliveries that were counted but not written down, because too many came at once.',
  );
  readonly waiters = this.gauge('signet_callers_waiting', 'Callers that wait for an execution to end.');
  readonly waits = this.counter('signet_waits_total', 'Waits for an execution to end, by how they ended.', [
    'outcome',
  ]);
  readonly openStreams = this.gauge('signet_streams_open', 'Streams of events that are open.');
  readonly streams = this.counter('signet_streams_total', 'Streams of events asked for, by outcome.', [
    'outcome',
  ]);
  readonly callbacks = this.counter('signet_callbacks_total', 'Tries of callbacks, by what came of them.', [
    'outcome',
  ]);
  readonly callbacksWaiting = this.gauge(
    'signet_callbacks_waiting',
    'Callbacks of executions that have ended which are yet to be taken.',
  );
  readonly polls = this.counter(
    'signet_polls_total',
    'Polls of transmitters by source and outcome: tokens, empty or failed.',
    ['source', 'outcome'],
  );
  readonly polledSources = this.gauge(
    'signet_polled_sources',
    'Sources whose transmitter this process polls.',
  );
  readonly diagnoses = this.counter(
    'signet_diagnoses_total',
    'Refused deliveries by what became of their diagnosis: `made`, `skipped` because too many came at once, `failed`.',
    ['outcome'],
  );

  readonly quotaExceeded = this.counter(
    'signet_quota_exceeded_total',
    'Deliveries refused, and executions buried, because a quota was used up: of the instance, a tenant or a workflow.',
    ['scope', 'period'],
  );
  readonly spans = this.counter(
    'signet_spans_total',
    'Spans by what became of them: `exported`, `failed` at the collector, `dropped` because too many waited for it.',
    ['outcome'],
  );
  readonly throttleLocal = this.counter(
    'signet_throttle_local_total',
    'Requests this process counted against a throttle alone, because no Redis answered.',
  );

  constructor() {
    collectDefaultMetrics({ register: this.registry });
  }

  private counter<T extends string>(name: string, help: string, labelNames: T[] = []): Counter<T> {
    return new Counter({ name, help, labelNames, registers: [this.registry] });
  }

  private gauge<T extends string>(name: string, help: string, labelNames: T[] = []): Gauge<T> {
    return new Gauge({ name, help, labelNames, registers: [this.registry] });
  }

  private histogram<T extends string>(
    name: string,
    help: string,
    labelNames: T[],
    buckets: number[],
  ): Histogram<T> {
    return new Histogram({ name, help, labelNames, buckets, registers: [this.registry] });
  }
}
