import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findBuildTool, readBuilds } from '../../../../../src/tools/process/gate/kustomize.ts';

const mark = 'a-mark';

describe('what the builds printed', () => {
  test.each([
    ['nothing', [], []],
    [
      'one that was built',
      ['a: 1', '---', 'b: 2', '', `${mark} 0`, '', mark],
      [{ ending: 'built', output: 'a: 1\n---\nb: 2\n' }],
    ],
    [
      'what it said beside is no part of it',
      ['a: 1', `${mark} 0`, '# Warning: deprecated', mark],
      [{ ending: 'built', output: 'a: 1' }],
    ],
    [
      'one that failed, without the folder that differs',
      [`${mark} 1`, 'Error: lstat /x/after/apps/a.yaml:', '  no such file', mark],
      [{ ending: 'failed', error: 'Error: lstat apps/a.yaml: no such file' }],
    ],
    [
      'in the words of klog, without time and process',
      [`${mark} 1`, 'E1128 11:19:33.768508   29926 run.go:72] "command failed" err="unknown field \\"a\\""', mark],
      [{ ending: 'failed', error: 'unknown field "a"' }],
    ],
    [
      'secrets are masked',
      [`${mark} 1`, 'token=ghp_0123456789abcdefghijklmnop', mark],
      [{ ending: 'failed', error: 'token=***' }],
    ],
    [
      'one that was ended has no result',
      ['a: 1', `${mark} 0`, '', mark, 'b: 2', `${mark} 0`],
      [{ ending: 'built', output: 'a: 1' }],
    ],
  ])('%s', (_, lines, results) => {
    expect(readBuilds(lines, mark, '/x/after')).toEqual(results);
  });
});

test('kustomize is taken before kubectl, wherever they stand on PATH', async () => {
  const root = mkdtempSync(join(tmpdir(), 'agent-toolkit-test-'));
  const folders = ['a', 'b', 'c'].map((name) => join(root, name));
  for (const folder of folders) mkdirSync(folder);
  const [a = '', b = '', c = ''] = folders;
  const PATH = folders.join(delimiter);
  try {
    expect(await findBuildTool({ PATH })).toBeUndefined();
    writeFileSync(join(a, 'kustomize'), '');
    chmodSync(join(a, 'kustomize'), 0o644);
    expect(await findBuildTool({ PATH })).toBeUndefined();
    writeFileSync(join(b, 'kubectl'), '', { mode: 0o755 });
    expect(await findBuildTool({ PATH })).toEqual({ binary: join(b, 'kubectl'), verb: 'kustomize' });
    writeFileSync(join(c, 'kustomize'), '', { mode: 0o755 });
    expect(await findBuildTool({ PATH })).toEqual({ binary: join(c, 'kustomize'), verb: 'build' });
  } finally {
    rmSync(root, { recursive: true });
  }
});
