import { describe, expect, it } from 'vitest';
import { describeError } from './failure.js';

describe('what is kept of a failure', () => {
  it('shows no part of a secret, also where its message is cut short', () => {
    const secrets = new Map([['KEY', 'hunter2-and-more']]);
    const error = new Error(`${'x'.repeat(485)}hunter2-and-more`);
    const { message } = describeError({ secrets }, error);
    expect(message.length).toBeLessThanOrEqual(500);
    expect(message).not.toContain('hunt');
  });
});
