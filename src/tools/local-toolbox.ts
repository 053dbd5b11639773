import { BacklogReaders } from '../backlog/read/backlog-readers.ts';
import { redactAll, valueMask } from '../codex/secret-values.ts';
import { maskedContext } from './masked-context.ts';
import { Judgements } from './retrospective/judgements.ts';
import type { Settings } from './settings.ts';
import type { Toolbox } from './toolbox.ts';

/**
 * The tools in this process. Each loads when it is first called: the cluster client alone is 2 MB. What those say that
 * run commands or look at a cluster has the values of the environment's secret variables masked.
 * @param readers of the task files, where others read them too
 */
export function createLocalToolbox(settings: Settings, readers = new BacklogReaders()): Toolbox {
  const judgements = new Judgements();
  return {
    async scan_prioritize(input, context) {
      const { scanPrioritize } = await import('./scan-prioritize.ts');
      return scanPrioritize(input, readers, context);
    },
    async process_bug(input, context) {
      const { processBug } = await import('./process-bug.ts');
      const masked = valueMask(process.env);
      return redactAll(await processBug(input, settings, maskedContext(context, masked)), masked);
    },
    async run_tests(input, context) {
      const { runTests } = await import('./run-tests.ts');
      const masked = valueMask(process.env);
      return redactAll(await runTests(input, settings, maskedContext(context, masked)), masked);
    },
    async create_work_item(input, context) {
      const { createWorkItem } = await import('./create-work-item.ts');
      return createWorkItem(input, readers, context);
    },
    async run_retrospective(input, context) {
      const { runRetrospective } = await import('./run-retrospective.ts');
      const masked = valueMask(process.env);
      return redactAll(
        await runRetrospective(input, readers, settings, maskedContext(context, masked), judgements),
        masked,
      );
    },
  };
}
