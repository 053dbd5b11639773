/** Entry of a process that works through TASK-001 and prints the result: `node test/support/engine.ts REPOSITORY CODEX [KEY=VALUE …]`. */
import { processBug } from '../../src/tools/process-bug.ts';
import { defaultSettings } from '../../src/tools/settings.ts';

const [repo_path = '', codexPath = '', ...codexConfig] = process.argv.slice(2);
const context = { signal: new AbortController().signal, progress: () => {}, log: () => {} };
const settings = { ...defaultSettings, codexPath, codexConfig };
const result = await processBug({ item_id: 'TASK-001', repo_path }, settings, context);
process.stdout.write(JSON.stringify(result));
