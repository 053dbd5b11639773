/**
 * Bundles the in-host suite to .vscode-test/suite: `index.cjs`, whose `run()` the editor calls, and a file for each
 * suite, in folders by what is open in their window, which mocha loads. CommonJS, since the editor gives `vscode` to what it loads itself and to what that requires.
 */
import { globSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = fileURLToPath(new URL('.', import.meta.url));
const outdir = fileURLToPath(new URL('../../../.vscode-test/suite', import.meta.url));

rmSync(outdir, { recursive: true, force: true });
await build({
  entryPoints: globSync('{index,{.,*}/*.suite}.ts', { cwd: here }).map((file) => `${here}${file}`),
  outdir,
  outbase: here,
  outExtension: { '.js': '.cjs' },
  bundle: true,
  format: 'cjs',
  platform: 'node',
  target: 'node22',
  external: ['vscode', 'mocha'],
  sourcemap: 'inline',
  logLevel: 'warning',
});
