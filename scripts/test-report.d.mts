export interface TestReport {
  testResults: {
    name: string;
    status: string;
    message?: string;
    assertionResults: { fullName: string; status: string; failureMessages?: string[] }[];
  }[];
}
export function countTests(
  report: TestReport | undefined,
  exitCode: number | null,
): { passed: number; failures: string[] };
