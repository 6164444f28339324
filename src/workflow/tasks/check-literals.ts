/** Values that stand in a document as they are, and that their task refuses whenever it runs. */
import { InvalidParameters } from '../../errors/errors.js';
import type { LiteralCheck, TaskCatalog } from '../document.js';
import { pointer } from '../pointer.js';
import type { RawMap } from '../raw.js';
import { rawMap } from '../raw.js';
import type { Report } from '../report.js';
import { everyTaskOf } from './raw-tasks.js';

/** Tells of every literal that its action refuses; what an expression makes is known when it runs. */
export function checkLiterals(document: RawMap, catalog: TaskCatalog, report: Report): void {
  for (const { task, place } of everyTaskOf(document)) {
    const checks = Object.entries(catalog.get(String(task['type']))?.literals ?? {});
    for (const [member, check] of checks.filter(([name]) => Object.hasOwn(task, name))) {
      checkMember(task[member], pointer([member], place), check, report);
    }
  }
}

/** The entries of a map one by one, so that all faults are told, and each where it is. */
function checkMember(value: unknown, place: string, check: LiteralCheck, report: Report): void {
  const entries = Object.entries(rawMap(value));
  if (entries.length === 0) {
    checkOne(value, place, check, report);
  }
  for (const [name, one] of entries) {
    checkOne({ [name]: one }, pointer([name], place), check, report);
  }
}

function checkOne(value: unknown, place: string, check: LiteralCheck, report: Report): void {
  if (!isLiteral(value)) {
    return;
  }
  try {
    const doubt = check(value);
    if (doubt) {
      report.warn(place, doubt.message, { suggestion: doubt.suggestion });
    }
  } catch (error) {
    if (!(error instanceof InvalidParameters)) {
      throw error;
    }
    report.fault(place, error.message.replace(NAMED, ''));
  }
}

/** Where the message says which member it is about, which its place says already. */
const NAMED = /^[\w.-]+: /;

function isLiteral(value: unknown): boolean {
  if (typeof value === 'string') {
    return !value.includes('{{');
  }
  return typeof value !== 'object' || value === null || Object.values(value).every(isLiteral);
}
