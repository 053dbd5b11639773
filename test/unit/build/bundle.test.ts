/** What is read before the server can answer. Figures are of the file system, not of a clock: a slow machine changes none. */
import { join } from 'node:path';
import { build, type Metafile } from 'esbuild';
import { beforeAll, expect, test } from 'vitest';
import { bundle } from '../../../build/bundle.ts';
import { outputsAtStart } from '../../../build/outputs-at-start.ts';

let metafile: Metafile;
beforeAll(async () => {
  const root = join(import.meta.dirname, '../../..');
  ({ metafile } = await build({ ...bundle, absWorkingDir: root, write: false }));
}, 60_000);

/** Of an output, with those that it loads at its start. */
function atStart(output: string) {
  const files = [...outputsAtStart(metafile, output)].map((file) => metafile.outputs[file]);
  const sources = files.flatMap((file) => Object.keys(file?.inputs ?? {}));
  return { bytes: files.reduce((sum, file) => sum + (file?.bytes ?? 0), 0), sources };
}

/** What only a tool or a command needs: it loads when that is called. */
const late = [
  /^src\/(backlog\/(parse|queue|read\/backlog-reader\.)|git|cluster|workflow)/,
  /^src\/tools\/(scan-prioritize|process-bug|run-tests|create-work-item|run-retrospective)\./,
  /client-node/,
];
const later = [
  /\/js-yaml\//,
  /\/yaml\//,
  /\/(express|hono|@hono)\//,
  /\/zod\/v3\/(?!index\.js)/,
  /\/zod-to-json-schema\/.*(?<!index\.js)$/,
];

test('the server loads the SDK, the contract and the settings before it answers, and no tool', () => {
  const { bytes, sources } = atStart('dist/server.js');
  expect(sources).toContain('src/tools/contract.ts');
  expect(sources.filter((source) => [...late, ...later].some((pattern) => pattern.test(source)))).toEqual([]);
  expect(bytes).toBeLessThan(1_000_000);
});

test('the command line loads next to nothing before it knows that its Node will do', () => {
  expect(atStart('dist/cli.js').bytes).toBeLessThan(10_000);
});

test('the supervisor is small: one runs beside each Codex', () => {
  expect(atStart('dist/supervisor.js').bytes).toBeLessThan(100_000);
});
