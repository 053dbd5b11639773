import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { journeysLeftOut } from './test/support/journeys.ts';
import { secondTryReporter } from './test/support/second-try.ts';

/** Whoever waits for something gets it on a machine that is much slower, too. */
const patient = { poll: { timeout: 15_000 } };

/** Hundreds of processes of Node load the same files: compiled once, each takes half the time. */
const env = { NODE_COMPILE_CACHE: join(import.meta.dirname, '.vscode-test/compile-cache') };
/** The default for workers leaves one processor out: half of two. */
const unit = { env, testTimeout: 120_000, hookTimeout: 60_000, expect: patient, maxWorkers: availableParallelism() };
/** They replace modules, and have each its own. */
const mocked = 'test/unit/**/*.mocked.test.ts';

const window = { testTimeout: 300_000, hookTimeout: 600_000, retry: 1, expect: patient };
/** What builds anew, which what runs beside it would meet. */
const building = ['test/editor/start.test.ts', 'test/editor/package.test.ts'];

export default defineConfig({
  test: {
    reporters: ['default', secondTryReporter],
    projects: [
      {
        test: {
          ...unit,
          name: 'unit',
          include: ['test/unit/**/*.test.ts'],
          exclude: [mocked],
          // Most of the time was importing the same modules again for each of 500 files. What a test changes, it puts back.
          isolate: false,
        },
      },
      { test: { ...unit, name: 'unit-mocked', include: [mocked] } },
      {
        test: {
          name: 'integration',
          include: ['test/integration/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          retry: 1,
          expect: patient,
          env,
          // More than there are processors as a rule: most of the time they wait.
          maxWorkers: 4,
        },
      },
      {
        test: {
          ...window,
          name: 'editor',
          include: ['test/editor/**/*.test.ts'],
          exclude: [...building, ...journeysLeftOut(process.env)],
          globalSetup: ['test/support/packed-extension.ts', 'test/support/built-suite.ts'],
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          ...window,
          name: 'editor-build',
          include: building,
          fileParallelism: false,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
