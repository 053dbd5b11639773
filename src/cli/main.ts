#!/usr/bin/env node
/** Entry of the command line: `agent-toolkit`. Everything else loads once the version of Node is known to do. */
import { nodeVersionComplaint } from './node-version.ts';

const complaint = nodeVersionComplaint(process.versions.node);
if (complaint === undefined) {
  const { runCommandLine } = await import('./run-command-line.ts');
  await runCommandLine();
} else {
  process.stderr.write(`${complaint}\n`);
  process.exit(2);
}
