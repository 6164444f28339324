import type { TaskCatalog } from './document.js';
import { checkBare, checkTemplates, type Reach } from './check-references.js';
import { DeclaredInputs } from './parameters/declared-inputs.js';
import { pointer } from './pointer.js';
import { rawList, rawMap, rawText } from './raw.js';
import type { Report } from './report.js';
import { checkTaskExpressions } from './tasks/check-task-expressions.js';
import { everyTaskOf } from './tasks/raw-tasks.js';

/** Compiles every expression of the document and checks what each refers to. */
export function checkExpressions(document: unknown, catalog: TaskCatalog, report: Report): void {
  const raw = rawMap(document);
  const all = new Set(everyTaskOf(raw).flatMap(({ task }) => rawText(task['id']) ?? []));
  const triggers = rawList(raw['triggers']).map(rawMap);
  const inputs = DeclaredInputs.of(triggers);
  const early: Reach = { report, all, catalog, mayUseSecrets: false };
  for (const [index, trigger] of triggers.entries()) {
    const own = { ...early, inputs: inputs.ofTrigger(index) };
    checkBare(trigger['when'], pointer(['triggers', index, 'when']), own);
    checkTemplates(trigger['inputs'], pointer(['triggers', index, 'inputs']), early);
  }
  if (rawText(raw['lane']) !== undefined) {
    checkTemplates(raw['lane'], '/lane', { ...early, inputs });
  }
  checkTaskExpressions(raw, { ...early, inputs, mayUseSecrets: true });
  inputs.warnOfUnread(report);
}
