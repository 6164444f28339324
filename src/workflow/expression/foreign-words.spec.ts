import { describe, expect, it } from 'vitest';

import { compileExpression } from './expression.js';

describe('an expression as another language has it', () => {
  it.each([
    ["trigger.type == 'a' and true", "'and' is written &&"],
    ["trigger.type == 'a' or true", "'or' is written ||"],
    ['not trigger.body.x', "'not' is written !"],
    ["trigger.type = 'a'", "'==' compares"],
    ["trigger.type === 'a'", "'==' and '!=' compare"],
    ["trigger.type !== 'a'", "'==' and '!=' compare"],
    ['trigger.body.name | upper', "there are no filters behind '|'"],
    ["trigger.body.name ?? 'none'", "'a ?? b' is written default(a, b)"],
    ['secrets.API_KEY', "secret('NAME') reads a secret"],
    ['vars.REGION', "var('NAME') reads a variable"],
    ['env.REGION', "var('NAME') reads a variable"],
    ['outputs.first.body', 'tasks.ID.output is what a task gave'],
    ['now', 'now() is the time'],
  ])('%s: %s', (source, hint) => {
    expect(() => compileExpression(source)).toThrow(hint);
  });

  it('is not looked for in what a string holds', () => {
    expect(() => compileExpression("trigger.type == 'a and b' trigger")).toThrow(/^(?!.*is written)/);
  });
});
