import { defineConfig } from 'vitest/config';
import { journeysLeftOut } from './test/support/journeys.ts';
import { secondTryReporter } from './test/support/second-try.ts';

/** Whoever waits for something gets it on a machine that is much slower, too. */
const patient = { poll: { timeout: 15_000 } };

export default defineConfig({
  test: {
    reporters: ['default', secondTryReporter],
    projects: [
      { test: { name: 'unit', include: ['test/unit/**/*.test.ts'], testTimeout: 30_000, expect: patient } },
      {
        test: {
          name: 'integration',
          include: ['test/integration/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 60_000,
          retry: 1,
          expect: patient,
          // More than there are processors as a rule: most of the time they wait.
          maxWorkers: 4,
        },
      },
      {
        test: {
          name: 'editor',
          include: ['test/editor/**/*.test.ts'],
          exclude: journeysLeftOut(process.env),
          globalSetup: 'test/support/packed-extension.ts',
          testTimeout: 300_000,
          hookTimeout: 600_000,
          retry: 1,
          expect: patient,
          fileParallelism: false,
        },
      },
    ],
  },
});
