import { BacklogReaders } from '../backlog/read/backlog-readers.ts';
import type { Settings } from './settings.ts';
import type { Toolbox } from './toolbox.ts';

/** The tools in this process. Each loads when it is first called: the cluster client alone is 2 MB. */
export function createLocalToolbox(settings: Settings): Toolbox {
  const readers = new BacklogReaders();
  return {
    async scan_prioritize(input, context) {
      const { scanPrioritize } = await import('./scan-prioritize.ts');
      return scanPrioritize(input, readers, context);
    },
    async process_bug(input, context) {
      const { processBug } = await import('./process-bug.ts');
      return processBug(input, settings, context);
    },
    async run_tests(input, context) {
      const { runTests } = await import('./run-tests.ts');
      return runTests(input, settings, context);
    },
    async create_work_item(input, context) {
      const { createWorkItem } = await import('./create-work-item.ts');
      return createWorkItem(input, readers, context);
    },
  };
}
