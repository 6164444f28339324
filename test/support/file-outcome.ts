/** How the test file that runs now has gone so far. */
let begun = false;
let failed = false;

export function fileBegins(): void {
  begun = false;
  failed = false;
}

export function testBegins(): void {
  begun = true;
}

export function testFailed(): void {
  failed = true;
}

/** Whether no test failed; false before the first, for then a hook failed. */
export function isGoodSoFar(): boolean {
  return begun && !failed;
}
