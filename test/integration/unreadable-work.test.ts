/** process_bug where git cannot simply read what the agent left in the work tree. */
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { byCriterion, log, processTask, stage, taskText, three, threeDone } from '../support/process-stage.ts';
import { sampled } from '../support/sample.ts';
import type { Script } from '../support/scripted-model.ts';

sampled(1 / 4);

const one = three[0] ?? '';
const task = taskText([one], ['verify: none']);
const doing = (...commands: string[]) => byCriterion({ [one]: { commands } });
const raise = "sed -i 's/1.4.0/1.5.0/' app.yaml";

test('a file outside of a sparse checkout is committed as any other', async () => {
  const at = await stage(doing(raise, 'mkdir big && echo new > big/new.yaml'), task);
  at.on.commit({ 'big/x.yaml': 'x\n' });
  at.on.git('sparse-checkout', 'set', 'tasks');
  const result = await processTask(at);
  expect(result, result.message).toMatchObject({ status: 'complete', leftovers: [] });
  expect(at.on.git('show', 'HEAD:big/new.yaml')).toBe('new');
  expect(at.on.git('show', 'HEAD:big/x.yaml')).toBe('x');
  expect(at.on.git('status', '--porcelain')).toBe('');
});

test('a file whose clean filter fails is not committed: it is kept as it is, and put back', async () => {
  const at = await stage(doing(raise, 'echo raw > x.bin'), task);
  at.on.commit({ '.gitattributes': '*.bin filter=broken\n' });
  at.on.git('config', 'filter.broken.clean', 'false');
  at.on.git('config', 'filter.broken.required', 'true');
  const result = await processTask(at);
  expect(result).toMatchObject({ status: 'error', commits: [] });
  expect(result.message).toContain("x.bin: clean filter 'broken' failed");
  expect(at.on.git('show', `${result.leftovers[0]}:x.bin`)).toBe('raw');
  expect(at.on.git('status', '--porcelain')).toBe('');
});

test.each([['.gitignore'], ['docs/.gitattributes']])(
  'a named pipe in the place of %s, for which git would wait for ever, is named',
  async (pipe) => {
    const at = await stage(doing(raise, `mkdir -p docs && mkfifo ${pipe} && echo x > docs/x.yaml`), task);
    const result = await processTask(at);
    expect(result).toMatchObject({ status: 'error', commits: [], leftovers: [] });
    expect(result.message).toContain(`error: ${pipe} is a named pipe, for which git waits for ever`);
    rmSync(join(at.on.root, pipe));
    const again = await processTask(at, { criteria: [1] });
    expect(again.warnings.join()).toContain('An earlier run was killed');
    expect(at.on.git('show', `${again.leftovers[0]}:app.yaml`)).toContain('1.5.0');
  },
);

test.each([['.agent-config.json'], ['.agent-state.json']])(
  'a named pipe in the place of %s is taken away, and the criterion is done',
  async (pipe) => {
    const at = await stage(doing(raise, `mkfifo ${pipe}`), task);
    const result = await processTask(at);
    expect(result, result.message).toMatchObject({ status: 'complete', sections_completed: [one] });
    expect(result.warnings.join()).toContain(`${pipe} changed while the criterion ran`);
    expect(existsSync(join(at.on.root, pipe))).toBe(false);
  },
);

test('what git cannot read at all is named; once it is mended, the next run keeps the rest and puts it back', async () => {
  let isMended = false;
  const script: Script = (turn) => (isMended ? threeDone : doing(raise, 'echo x > git~1'))(turn);
  const at = await stage(script, task);
  const result = await processTask(at);
  expect(result).toMatchObject({ status: 'error', commits: [], leftovers: [] });
  expect(result.message).toContain("error: invalid path 'git~1'");
  expect(result.message).toContain('the next run keeps it and puts it back');
  const runs = join(at.on.root, '.git/agent-toolkit/runs');
  expect(readdirSync(runs).flatMap((run) => readdirSync(join(runs, run)))).toEqual(['run.json']);
  expect(at.on.read('app.yaml')).toContain('1.5.0');

  const again = await processTask(at);
  expect(again.message).toContain("error: invalid path 'git~1'");
  expect(readdirSync(runs)).toHaveLength(1);

  rmSync(join(at.on.root, 'git~1'));
  isMended = true;
  const mended = await processTask(at);
  expect(mended, mended.message).toMatchObject({ status: 'complete' });
  expect(at.on.git('show', `${mended.leftovers[0]}:app.yaml`)).toContain('1.5.0');
  expect(log(at.on, '%s')).toBe(`first\nfeat(TASK-001): ${one}`);
  expect(readdirSync(runs)).toEqual([]);
});
