interface Report {
  numPassedTests: number;
  success: boolean;
  testResults: {
    name: string;
    status: string;
    message: string;
    assertionResults: { status: string; fullName: string; failureMessages: string[] }[];
  }[];
}
interface Suite {
  suite: string;
  command: string;
  root: string;
}
export function failureLine(failed: string, fault: string, repeat: string): string;
export function outcomeOf(report: Report | null, ended: boolean, of: Suite): { passed: number; failures: string[] };
