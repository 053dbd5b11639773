/** The layers of the house hold: the linter refuses every arrow that points up or sideways. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../../../', import.meta.url));

const refused = [
  ['src/backlog/a.ts', '../git/repository.ts'],
  ['src/codex/b.ts', '../tools/contract.ts'],
  ['src/cluster/health/c.ts', '../../backlog/parse.ts'],
  ['src/session/d.ts', '../editor/extension.ts'],
  ['src/git/e.ts', 'vscode'],
  ['src/tools/process/f.ts', '../../server/main.ts'],
  ['src/workflow/g.ts', '../cli/main.ts'],
  ['src/server/h.ts', '../editor/extension.ts'],
  ['src/cli/i.ts', 'vscode'],
  ['src/tools/j.ts', '../../test/support/scripted-model.ts'],
] as const;

const allowed = [
  ['src/tools/process/k.ts', '../../backlog/parse.ts'],
  ['src/cli/l.ts', '../server/main.ts'],
  ['src/editor/m.ts', 'vscode'],
  ['src/cluster/health/n.ts', '../kube-object.ts'],
] as const;

/** Each form in which a module can be reached, one to a line: none may be a way around. */
const forms = (specifier: string) => [
  `import { named } from '${specifier}';`,
  `import type { Shape } from '${specifier}';`,
  `export { other } from '${specifier}';`,
  `export * from '${specifier}';`,
  `export const lazy = () => import('${specifier}');`,
];
const everyLine = forms('').map((_, index) => index + 1);

let folder: string;
let output: string;

/** Lines of the file that the linter refuses, in order. */
function refusedLines(file: string): number[] {
  const lines = output.split('\n').filter((line) => line.includes(`/${file},line=`));
  const numbers = lines.map((line) => Number(/,line=(\d+)/.exec(line)?.[1]));
  return [...new Set(numbers)].toSorted((a, b) => a - b);
}

beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'agent-toolkit-layers-')));
  const config = JSON.parse(readFileSync(join(root, 'biome.json'), 'utf8'));
  writeFileSync(join(folder, 'biome.json'), JSON.stringify({ ...config, vcs: { enabled: false } }));
  for (const [file, specifier] of [...refused, ...allowed]) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), `${forms(specifier).join('\n')}\n`);
  }
  try {
    const biome = join(root, 'node_modules/.bin/biome');
    output = execFileSync(
      biome,
      ['lint', '--only=style/noRestrictedImports', '--reporter=github', '--max-diagnostics=200'],
      {
        cwd: folder,
        encoding: 'utf8',
        stdio: 'pipe',
      },
    );
  } catch (error) {
    output = (error as { stdout: string }).stdout;
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.each(refused)('%s must not import %s, in no form', (file) => {
  expect(refusedLines(file)).toEqual(everyLine);
});

test.each(allowed)('%s may import %s', (file) => {
  expect(refusedLines(file)).toEqual([]);
});
