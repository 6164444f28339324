import { describe, expect, it } from 'vitest';

import { renderFault } from './fault.js';

describe('rendering a fault', () => {
  it('shows the line and a caret under the place', () => {
    const text = 'id: one\r\n\ttype: user.updat\r\n';
    const fault = {
      path: 'type',
      line: 2,
      column: 8,
      message: 'unknown task type',
      suggestion: 'user.update',
    };

    expect(renderFault(text, fault, 'flow.yaml')).toBe(
      "flow.yaml:2:8 type: unknown task type (did you mean 'user.update'?)\n" +
        '  2 | \ttype: user.updat\n' +
        '    | \t      ^',
    );
  });

  it('cuts long lines around the place, and does without a line that is not there', () => {
    const long = renderFault(`${'x'.repeat(500)}HERE`, {
      path: '',
      line: 1,
      column: 501,
      message: 'm',
    }).split('\n');

    expect(long[1]!.length).toBeLessThan(180);
    expect(long[1]!.at(long[2]!.indexOf('^'))).toBe('H');
    expect(renderFault('', { path: '', line: 9, column: 1, message: 'm' })).toBe('9:1 m\n  9 | \n    | ^');
  });
});
