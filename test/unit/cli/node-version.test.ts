import { expect, test } from 'vitest';
import { nodeVersionComplaint } from '../../../src/cli/node-version.ts';

test.each(['22.15.0', '22.19.1', '24.0.0', '100.1.0'])('Node %s will do', (version) => {
  expect(nodeVersionComplaint(version)).toBeUndefined();
});

test.each(['22.14.9', '20.20.2', '18.0.0'])('Node %s is too old, in one sentence', (version) => {
  expect(nodeVersionComplaint(version)).toBe(
    `agent-toolkit needs Node 22.15 or newer; this is Node ${version}. Install a newer Node and try again.`,
  );
});
