/**
 * Set up for each test file: what it starts, it ends. Anything tracked and still running after the file's own hooks is
 * closed and fails the file. A setup file, for the files of a project share modules, and those are read only once.
 */
import { afterAll, afterEach, beforeEach } from 'vitest';
import { fileBegins, testBegins, testFailed } from './file-outcome.js';
import { closeLeftOpen, removeFolders } from './left-open.js';

fileBegins();
beforeEach(testBegins);
afterEach(({ task }) => {
  if (task.result?.state === 'fail') {
    testFailed();
  }
});

// Registered before the file is read, so it runs after every hook of the file itself (hooks are a stack).
afterAll(async () => {
  const names = await closeLeftOpen();
  await removeFolders();
  if (names.length > 0) {
    throw new Error(`left open by this file: ${names.join(', ')}`);
  }
}, 60_000);
