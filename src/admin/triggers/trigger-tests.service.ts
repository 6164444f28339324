import { Inject, Injectable } from '@nestjs/common';
import type { TestOutcome, TestRequest } from '../../intake/test-runs.service.js';
import { type Caller, requireWholeTenant } from '../access/caller.js';
import { Journal } from '../journal.service.js';
import { TEST_RUNS, type TestRunner } from '../ports.js';
import type { TestModel } from './triggers.dto.js';
import { type TriggerName, Triggers } from './triggers.service.js';

const NOT_MET = 'the condition of the trigger is not met';
const OTHER_TYPE = 'it is none of the events that the trigger takes, or its condition is not met';
const NOBODY = 'no workflow there waits for this event, or the conditions of those that do are not met';

/** Runs of triggers without a sender. */
@Injectable()
export class TriggerTests {
  constructor(
    private readonly triggers: Triggers,
    private readonly journal: Journal,
    @Inject(TEST_RUNS) private readonly tests: TestRunner,
  ) {}

  async ofTrigger(caller: Caller, name: TriggerName, request: TestRequest): Promise<TestModel> {
    const { row, hook, source } = await this.triggers.require(caller, name);
    const { tenant } = caller;
    const { environment, id: hookId } = hook;
    const tested = source && {
      tenant,
      environment,
      hookId,
      name: source.name,
      definition: source.definition,
    };
    const at = { hookId, ...(tested && { source: tested }) };
    const outcome = await this.tests.ofTrigger(row, name.trigger, at, request);
    const details = { ...outcome, trigger: name.trigger, environment };
    await this.note(caller, `workflow:${row.namespace}/${row.name}`, details);
    return shown(outcome, source ? OTHER_TYPE : NOT_MET);
  }

  async ofSource(
    caller: Caller,
    name: string,
    environment: string,
    request: TestRequest,
  ): Promise<TestModel> {
    requireWholeTenant(caller); // it starts workflows of any namespace
    const { source, hook } = await this.triggers.requireSource(caller, name, environment);
    const { definition } = source;
    const tested = { tenant: caller.tenant, environment, name, hookId: hook.id, definition };
    const outcome = await this.tests.ofSource(tested, request);
    await this.note(caller, `source:${name}`, { ...outcome, environment });
    return shown(outcome, NOBODY);
  }

  private note(caller: Caller, subject: string, details: object): Promise<void> {
    const deed = { verb: 'trigger.test', subject, message: `test of ${subject}`, details };
    return this.journal.writeAfter(caller, deed);
  }
}

function shown({ event, executions }: TestOutcome, why: string): TestModel {
  const started = executions.length > 0;
  return { event, executions, started, ...(started ? {} : { why }) };
}
