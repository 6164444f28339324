import { collectDefaultMetrics, Registry } from 'prom-client';
import { expectRises } from './expect-rises.js';
import { showOpenMetrics } from './exposition.js';
import { Instruments } from './instruments.js';
const LATENCY_BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const TASK_BUCKETS = [0.001, 0.005, 0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];
/** Everything Signet measures, on a registry of its own. Labels are bounded by configuration: never ids of events. */
export class Metrics extends Instruments {
    shown = Promise.resolve();
    /** `hook` is the source or `namespace/workflow/trigger` it belongs to, `unknown` when no hook has the address. */
    deliveries = this.counter('signet_deliveries_total', 'Deliveries by hook and outcome.', [
        'hook',
        'outcome',
        'reason',
    ]);
    secretUses = this.counter('signet_secret_uses_total', 'Deliveries proven by a secret, by hook and whether it is its newest, the previous or an older one.', ['hook', 'generation']);
    intakeSeconds = this.latency('signet_intake_seconds', 'Time from the last byte of a delivery to its answer.', ['outcome'], LATENCY_BUCKETS);
    executions = this.counter('signet_executions_total', 'Finished executions by workflow and outcome.', ['workflow', 'outcome']);
    taskSeconds = this.latency('signet_task_seconds', 'Time one try of a task with an effect took, by action.', ['action', 'outcome'], TASK_BUCKETS);
    retries = this.counter('signet_retries_total', 'Tries that will be repeated, by workflow and class.', ['workflow', 'class']);
    callsHeld = this.counter('signet_calls_held_total', 'Calls put off because others found their target slow, failing or limiting, by reason.', ['reason']);
    directoryBreaker = this.gauge('signet_directory_breaker_state', 'Breaker of an outside directory in this process: 0 closed, 1 half open, 2 open.', ['directory']);
    deadLetters = this.counter('signet_dead_letters_total', 'Executions given up on, by reason.', [
        'reason',
    ]);
    openDeadLetters = this.gauge('signet_dead_letters_open', 'Dead letters nobody has replayed or discarded.');
    openExecutions = this.gauge('signet_open_executions', 'Executions not finished, by status.', [
        'status',
    ]);
    oldestDue = this.gauge('signet_oldest_due_seconds', 'Age of the oldest execution that is due and not claimed.');
    lanesWaiting = this.gauge('signet_lanes_waiting', 'Executions that wait for another of their lane.');
    queueDepth = this.gaugeOnceKnown('signet_queue_depth', 'Doorbell jobs that wait in Redis; -1 while Redis is away.');
    bellsMissed = this.counter('signet_bells_missed_total', 'Commits nobody could be rung for; the sweeper finds them.');
    buildInfo = this.gauge('signet_build_info', 'Always 1; its labels tell which version runs as what.', ['version', 'role']);
    sweptUp = this.counter('signet_swept_total', 'Executions the sweeper found due, by kind.', [
        'kind',
    ]);
    commitItems = this.histogram('signet_commit_items', 'Items that shared one commit, by writer.', ['writer'], [1, 2, 5, 10, 20, 50, 100, 200, 500]);
    poolWaits = this.gauge('signet_pool_waits', 'Requests that wait for a connection to Postgres.');
    leasesLost = this.counter('signet_leases_lost_total', 'Executions whose lease ran out under this worker.');
    keyFetches = this.counter('signet_key_fetches_total', 'Fetches of published keys and certificates of senders, by outcome.', ['outcome']);
    confirmations = this.counter('signet_confirmations_total', 'Subscriptions whose confirming address was visited, by outcome.', ['outcome']);
    deliveryLogDropped = this.counter('signet_delivery_log_dropped_total', 'Refused deliveries that were counted but not written down, because too many came at once.');
    waiters = this.gauge('signet_callers_waiting', 'Callers that wait for an execution to end.');
    waits = this.counter('signet_waits_total', 'Waits for an execution to end, by how they ended.', [
        'outcome',
    ]);
    openStreams = this.gauge('signet_streams_open', 'Streams of events that are open.');
    streams = this.counter('signet_streams_total', 'Streams of events asked for, by outcome.', [
        'outcome',
    ]);
    callbacks = this.counter('signet_callbacks_total', 'Tries of callbacks, by what came of them.', [
        'outcome',
    ]);
    callbacksWaiting = this.gauge('signet_callbacks_waiting', 'Callbacks of executions that have ended which are yet to be taken.');
    polls = this.counter('signet_polls_total', 'Polls of transmitters by source and outcome: tokens, empty or failed.', ['source', 'outcome']);
    polledSources = this.gauge('signet_polled_sources', 'Sources whose transmitter this process polls.');
    diagnoses = this.counter('signet_diagnoses_total', 'Refused deliveries by what became of their diagnosis: `made`, `skipped` because too many came at once, `failed`.', ['outcome']);
    quotaExceeded = this.counter('signet_quota_exceeded_total', 'Deliveries refused, and executions buried, because a quota was used up: of the instance, a tenant or a workflow.', ['scope', 'period']);
    causedEvents = this.counter('signet_caused_events_total', 'Events that came of what a workflow did, by how that was known: its stamp, or the change it made.', ['by']);
    causedExecutions = this.counter('signet_caused_executions_total', 'Executions for such events: run, avoided because the workflow caused the event itself, or too deep to be run.', ['workflow', 'outcome']);
    blastRadiusHeld = this.gauge('signet_blast_radius_held', 'Executions that wait because their workflow came to its blast radius.');
    blastRadiusReached = this.counter('signet_blast_radius_reached_total', 'Times a workflow came to its blast radius, and somebody was asked.', ['workflow']);
    spans = this.counter('signet_spans_total', 'Spans by what became of them: `exported`, `failed` at the collector, `dropped` because too many waited for it.', ['outcome']);
    throttleLocal = this.counter('signet_throttle_local_total', 'Requests this process counted against a throttle alone, because no Redis answered.');
    tokenGuesses = this.counter('signet_token_guesses_total', 'Unknown API tokens presented: `refused` after a look, or `limited`: too many came from one address to look at more.', ['outcome']);
    partitionsAhead = this.gaugeOnceKnown('signet_partitions_ahead_days', 'Days until rows would go to a default partition, because nobody makes partitions.');
    partitionsDropped = this.counter('signet_partitions_dropped_total', 'Partitions whose time was over, by table.', ['table']);
    partitionsKept = this.gauge('signet_partitions_past_retention', 'Partitions whose time is over and that are still there: `held` by open executions or dead letters, or `busy`.', ['why']);
    purgedRows = this.counter('signet_purged_rows_total', 'Rows deleted for a retention shorter than that of the instance, by table.', ['table']);
    oldestKept = this.gaugeOnceKnown('signet_oldest_kept_timestamp_seconds', 'When the oldest week began that events are kept of.');
    auditWaiting = this.gaugeOnceKnown('signet_audit_waiting_seconds', 'Age of the oldest entry of the audit log that is not in order yet, as the worker that sees to it knows.');
    auditSize = this.gaugeOnceKnown('signet_audit_entries', 'Entries of the audit log that are in order.');
    auditRefused = this.gaugeOnceKnown('signet_audit_refused', 'Rows in the audit log that are not of our making.');
    upkeepSeconds = this.gaugeOnceKnown('signet_upkeep_seconds', 'Time the last round of upkeep took: partitions, retention, sizes.');
    upkeepFinished = this.gaugeOnceKnown('signet_upkeep_finished_timestamp_seconds', 'When this worker last came to the end of a round of upkeep.');
    databaseBytes = this.gaugeOnceKnown('signet_database_bytes', 'Size of the database, looked up rarely.');
    tableBytes = this.gauge('signet_table_bytes', 'Size of the largest tables with their indexes and partitions, looked up rarely.', ['table']);
    constructor() {
        super();
        expectRises(this.sweptUp, [{ kind: 'expired' }]);
        collectDefaultMetrics({ register: this.registry });
        this.registry.setContentType(Registry.PROMETHEUS_CONTENT_TYPE);
    }
    /** All of it as text, in OpenMetrics 1.0 with exemplars or in Prometheus' own format. One after the other. */
    show(format) {
        const text = this.shown.then(() => format === 'openmetrics' ? showOpenMetrics(this.registry) : this.registry.metrics());
        this.shown = text.catch(() => undefined);
        return text;
    }
}
//# sourceMappingURL=metrics.js.map