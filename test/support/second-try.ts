/** A reporter that lists, at the end of a run, each test that passed only at its second try: that is a flaw of the test or of ours. */
import { relative } from 'node:path';
import type { Reporter, TestModule } from 'vitest/node';

export const secondTryReporter: Reporter = {
  onTestRunEnd(modules) {
    const lines = modules.flatMap(linesOf);
    if (lines.length === 0) return;
    console.log(
      `\nPassed only at the second try: ${lines.length}. Each is a flaw; look into it.\n${lines.join('\n')}\n`,
    );
  },
};

/** A test with what its first try failed of. */
function linesOf({ moduleId, children }: TestModule): string[] {
  return [...children.allTests()]
    .filter((test) => test.diagnostic()?.flaky)
    .map((test) => {
      const [error] = test.result().errors ?? [];
      const file = relative(process.cwd(), moduleId);
      return `  ${file} > ${test.fullName}\n    at first: ${error?.message.slice(0, 2000) ?? 'no reason was told'}`;
    });
}
