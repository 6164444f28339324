import type { TaskCatalog } from './document.js';
import { checkBare, checkTemplates } from './check-references.js';
import { EARLY_EXECUTION, ENDED_EXECUTION } from './expression/members.js';
import { DeclaredInputs } from './parameters/declared-inputs.js';
import { pointer } from './pointer.js';
import { type RawMap, rawList, rawMap, rawText } from './raw.js';
import type { Reach } from './reach.js';
import type { Report } from './report.js';
import { answersIn } from './response/check-response.js';
import { checkTaskExpressions } from './tasks/check-task-expressions.js';
import { everyTaskOf } from './tasks/raw-tasks.js';
import type { SubflowCall } from './tasks/subflow-call.js';
import { outputTypes } from './typing/scope-types.js';

/** Compiles every expression of the document and checks what each refers to. Gives what its subflows are given. */
export function checkExpressions(
  document: unknown,
  catalog: TaskCatalog,
  report: Report,
): readonly SubflowCall[] {
  const raw = rawMap(document);
  const tasks = everyTaskOf(raw).map(({ task }) => task);
  const all = new Set(tasks.flatMap((task) => rawText(task['id']) ?? []));
  const triggers = rawList(raw['triggers']).map(rawMap);
  const inputs = DeclaredInputs.of(triggers);
  const calls: SubflowCall[] = [];
  const outputs = outputTypes(tasks, catalog);
  const early: Reach = { report, all, catalog, outputs, mayUseSecrets: false, calls };
  for (const [index, trigger] of triggers.entries()) {
    const own = { ...early, inputs: inputs.ofTrigger(index) };
    checkBare(trigger['when'], pointer(['triggers', index, 'when']), own);
    checkTemplates(trigger['inputs'], pointer(['triggers', index, 'inputs']), early);
    const { url } = rawMap(trigger['callback']);
    checkTemplates(url, pointer(['triggers', index, 'callback', 'url']), own);
  }
  if (rawText(raw['lane']) !== undefined) {
    checkTemplates(raw['lane'], '/lane', { ...early, inputs });
  }
  const before = checkTaskExpressions(raw, { ...early, inputs, mayUseSecrets: true });
  checkAnswers(raw, { ...early, inputs }, before);
  inputs.warnOfUnread(report);
  return calls;
}

/** Answers are rendered from what is recorded: when accepted of the event alone, later of what its tasks gave too. */
function checkAnswers(raw: RawMap, early: Reach, before: ReadonlyMap<string, string>): void {
  const accepted: Reach = { ...early, execution: Object.keys(EARLY_EXECUTION) };
  const ended: Reach = {
    ...early,
    before,
    execution: Object.keys({ ...EARLY_EXECUTION, ...ENDED_EXECUTION }),
  };
  for (const { answer, place, moment } of answersIn(raw['response'])) {
    const reach = moment === 'accepted' ? accepted : ended;
    checkBare(answer['when'], pointer(['when'], place), reach);
    for (const part of ['status', 'headers', 'body']) {
      checkTemplates(answer[part], pointer([part], place), reach);
    }
  }
}
