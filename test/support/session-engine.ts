/** Entry of a process that runs a session and prints how it ended: `node test/support/session-engine.ts REPOSITORY CODEX [KEY=VALUE …]`. */
import { createLocalToolbox } from '../../src/tools/local-toolbox.ts';
import { defaultSettings } from '../../src/tools/settings.ts';
import { runSession } from '../../src/workflow/session/run-session.ts';

const [repoPath = '', codexPath = '', ...codexConfig] = process.argv.slice(2);
const settings = { ...defaultSettings, codexPath, codexConfig, waitMinutes: 1 };
const toolbox = createLocalToolbox(settings);
const { record, queue } = await runSession({
  ...{ repoPath, settings, archives: true, stop: new AbortController().signal },
  // By the rules alone: what Codex would judge is another test's.
  tools: {
    ...toolbox,
    run_retrospective: (input, context) => toolbox.run_retrospective({ ...input, judge: false }, context),
  },
  limits: { tasks: 0, failures: 9, tokens: 0, until: undefined },
  context: { signal: new AbortController().signal, progress: () => {}, log: () => {} },
  emit: () => {},
});
process.stdout.write(JSON.stringify({ record, queue }));
