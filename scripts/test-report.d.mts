export interface TestReport {
  testResults: {
    name: string;
    status: string;
    assertionResults: { fullName: string; status: string }[];
  }[];
}
export function countTests(
  report: TestReport | undefined,
  exitCode: number | null,
): { passed: number; failed: number; remarks: string[] };
