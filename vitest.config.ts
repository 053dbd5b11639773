import { defineConfig } from 'vitest/config';
import { journeysLeftOut } from './test/support/journeys.ts';

export default defineConfig({
  test: {
    projects: [
      { test: { name: 'unit', include: ['test/unit/**/*.test.ts'] } },
      {
        test: {
          name: 'integration',
          include: ['test/integration/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 60_000,
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
          fileParallelism: false,
        },
      },
    ],
  },
});
