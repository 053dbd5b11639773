#!/usr/bin/env node
/** Entry of the command line: `agent-toolkit`. Everything else loads once the version of Node is known to do. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { nodeVersionComplaint } from './node-version.ts';

/** In a clone, the Node that `npm ci` brings along; it runs the command where the system's is too old. */
const bundledNode = fileURLToPath(new URL('../node_modules/.bin/node', import.meta.url));

const complaint = nodeVersionComplaint(process.versions.node);
if (complaint === undefined) {
  const { runCommandLine } = await import('./run-command-line.ts');
  await runCommandLine();
} else if (existsSync(bundledNode)) {
  const [, entry = '', ...args] = process.argv;
  const { runInOwnGroup } = await import('./own-group.ts');
  await runInOwnGroup(entry, args, bundledNode);
} else {
  process.stderr.write(`${complaint}\n`);
  process.exit(2);
}
