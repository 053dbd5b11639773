/** process_bug: what the agent may not touch, and what git may refuse. */
import { chmodSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { byCriterion, processTask, stage, taskText, three, threeDone } from '../support/process-stage.ts';
import { sampled } from '../support/sample.ts';

sampled(1 / 4);

describe('what steers the engine is out of the agent’s reach', () => {
  const one = three[0] ?? '';
  test('a commit of its own, or anybody else’s, stops the run; nothing is put back on top of it', async () => {
    const at = await stage(byCriterion({ [one]: { commands: ['echo half > half.txt; sleep 3'] } }), taskText(three));
    const running = processTask(at);
    await expect.poll(() => existsSync(join(at.on.root, 'half.txt')), { timeout: 20_000 }).toBe(true);
    at.on.write('mine.txt', 'pulled\n');
    at.on.git('commit', '--quiet', '--message', 'pulled', '--', 'mine.txt');
    const result = await running;
    expect(result.status).toBe('error');
    expect(result.message).toContain('HEAD moved');
    expect(at.on.read('mine.txt')).toBe('pulled\n');
    expect(at.on.git('status', '--porcelain')).toBe('?? half.txt');
    expect(result.leftovers).toHaveLength(1);
  });
});

describe('a commit that git refuses', () => {
  test('without a word: the criterion is not done, its work is kept and put back', async () => {
    const at = await stage(threeDone, taskText(three));
    at.on.write('.git/hooks/pre-commit', '#!/bin/sh\nexit 1\n');
    chmodSync(join(at.on.root, '.git/hooks/pre-commit'), 0o755);
    const result = await processTask(at);
    expect(result).toMatchObject({ status: 'error', sections_completed: [], commits: [] });
    expect(result.message).toBe(
      'git refused the commit: git ended with exit code 1 and without a word. Mend the cause, then run again. What the ' +
        `criterion had changed is kept in ${result.leftovers[0]}.`,
    );
    expect(at.on.git('status', '--porcelain')).toBe('');
    expect(at.on.git('show', `${result.leftovers[0]}:app.yaml`)).toContain('1.5.0');
  });

  test('words of a hook are ended before the next sentence, which says what to do', async () => {
    const at = await stage(threeDone, taskText(three));
    at.on.write('.git/hooks/pre-commit', '#!/bin/sh\necho "lint: line 3 is wrong" >&2\nexit 1\n');
    chmodSync(join(at.on.root, '.git/hooks/pre-commit'), 0o755);
    const { message } = await processTask(at);
    expect(message).toMatch(
      /^git refused the commit: lint: line 3 is wrong\. Mend the cause, then run again\. What the /,
    );
  });

  test('is not made again as done: an unpushed commit is pushed before the next verification', async () => {
    const at = await stage(threeDone, taskText(three).replace('[configuration]', '[deployment]'), { origin: true });
    const refusing = join(at.on.origin ?? '', 'hooks/pre-receive');
    writeFileSync(refusing, '#!/bin/sh\necho "no pushes at night" >&2\nexit 1\n', { mode: 0o755 });
    const refused = await processTask(at);
    expect(refused.message).toContain('no pushes at night');
    expect(refused).toMatchObject({ status: 'error', sections_completed: [three[0]], pushed: false });
    rmSync(refusing);
    expect(await processTask(at)).toMatchObject({ status: 'complete', pushed: true });
    expect(at.on.git('ls-remote', 'origin', 'refs/heads/main')).toContain(at.on.git('rev-parse', 'HEAD'));
  });
});

test('an ignored file that the agent overwrites stays so; what it held is kept beside git, and told', async () => {
  const one = three[0] ?? '';
  const commands = ['echo "tag: 1.5.0" > app.yaml', 'echo MINE=lost > .env', 'echo more >> app.log'];
  const at = await stage(byCriterion({ [one]: { commands } }), taskText([one]));
  at.on.commit({ '.gitignore': '.env\n*.log\n.agent-state.json\n' });
  at.on.write('.env', 'MINE=precious\n');
  at.on.write('app.log', 'first\n');
  const { sections_completed: done, warnings } = await processTask(at);
  expect([done, at.on.read('.env')]).toEqual([[one], 'MINE=lost\n']);
  const [, folder = ''] =
    /stay so: \.env\. What they held before is kept below (\S+)\.(?:,|$)/.exec(warnings.join()) ?? [];
  expect(readFileSync(join(folder, '.env'), 'utf8')).toBe('MINE=precious\n');
  expect(at.on.git('ls-tree', '-r', '--name-only', 'HEAD')).not.toContain('.env');
});

describe('an ignored file that the agent deletes', () => {
  const one = three[0] ?? '';
  const deleting = async (status: 'done' | 'failed') => {
    const commands = ['echo "tag: 1.5.0" > app.yaml', 'rm .env'];
    const at = await stage(byCriterion({ [one]: { commands, status } }), taskText([one]));
    at.on.commit({ '.gitignore': '.env\n.agent-state.json\n' });
    at.on.write('.env', 'MINE=precious\n');
    return { at, result: await processTask(at) };
  };

  test('is put back where the try failed, and told', async () => {
    const { at, result } = await deleting('failed');
    expect(result.warnings).toContain('Files that git ignores were deleted during the work and are put back: .env.');
    expect(at.on.read('.env')).toBe('MINE=precious\n');
  });

  test('is told where the work is committed', async () => {
    const { at, result } = await deleting('done');
    expect(result.sections_completed).toEqual([one]);
    expect(result.warnings.join()).toMatch(/Deleted during the work, .* git ignores it: \.env\./);
    expect(existsSync(join(at.on.root, '.env'))).toBe(false);
  });
});
