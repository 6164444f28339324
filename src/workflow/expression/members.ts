/** Members of what expressions read, and what each is. */

type Members = Readonly<Record<string, string>>;

/** Of `trigger` in every scope, and of `event` where a wait asks about one. */
export const TRIGGER: Members = {
  type: 'Type of the event, as its sender says it',
  commonType: 'Its common type, or null',
  id: 'Id of the event',
  subject: 'The identity the event is about, or null',
  time: 'When it happened, in RFC 3339',
  body: 'What the sender sent',
  headers: 'Headers of the delivery, by lower-case names',
  parameters: 'Parameters of the query',
  source: 'Name of the source, or null',
  hook: 'Id of the hook where it arrived',
};
export const TASK: Members = {
  output: 'What the task gave; null where it was skipped',
  status: 'How it ended: succeeded, failed, skipped',
  error: 'Why it failed: code and message, or null',
};
export const EACH: Members = {
  value: 'The value of this round',
  index: 'Which round it is, from 0',
  parent: 'The loop around this one',
};
/** Of `execution` from the beginning. */
export const EARLY_EXECUTION: Members = {
  id: 'Id of the execution',
  tenant: 'Its tenant',
  environment: 'Its environment',
  test: 'Whether it is a test run',
};
/** Of `execution` once it has ended. */
export const ENDED_EXECUTION: Members = {
  attempt: 'Which try of the execution it is, from 1',
  status: 'How it ended',
  error: 'Why it failed: code and message, or null',
};
export const WORKFLOW: Members = {
  id: 'Id of the workflow',
  namespace: 'Its namespace',
  revision: 'Number of the revision that runs',
  labels: 'Labels of the document',
};
