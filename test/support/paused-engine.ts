/** Entry of a process that works through TASK-001 in step mode and never gets an answer: `node test/support/paused-engine.ts REPOSITORY CODEX [KEY=VALUE …]`. */
import { processBug } from '../../src/tools/process-bug.ts';
import { defaultSettings } from '../../src/tools/settings.ts';
import type { ToolContext } from '../../src/tools/toolbox.ts';

const [repo_path = '', codexPath = '', ...codexConfig] = process.argv.slice(2);
const context: ToolContext = {
  signal: new AbortController().signal,
  progress: () => {},
  log: () => {},
  ask: () => {
    process.stdout.write('paused\n');
    return new Promise(() => setInterval(() => {}, 60_000));
  },
};
await processBug(
  { item_id: 'TASK-001', repo_path, step: true },
  { ...defaultSettings, codexPath, codexConfig },
  context,
);
