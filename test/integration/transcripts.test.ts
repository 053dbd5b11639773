/** The transcripts that a run leaves, with the real Codex CLI: what they hold, what they do not, and how they are read. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runCli } from '../../src/cli/run-cli.ts';
import { createLocalToolbox } from '../../src/tools/local-toolbox.ts';
import type { ToolContext } from '../../src/tools/toolbox.ts';
import { createTestHost } from '../support/cli-host.ts';
import { byCriterion, cleanUps, processTask, type Stage, stage, taskText, three } from '../support/process-stage.ts';
import { claim } from '../support/scripted-model.ts';

const secret = 'correct-horse-battery';
const [one = '', two = ''] = three;

async function transcripts(at: Stage, ...args: readonly string[]) {
  const host = createTestHost({ cwd: at.on.root });
  const code = await runCli(['transcripts', ...args], host);
  return { code, out: host.out(), err: host.err() };
}

/** All that is kept, as text. */
function kept(at: Stage): string {
  const folder = join(at.on.root, '.git/agent-toolkit/transcripts');
  return execFileSync('sh', ['-c', 'cat "$0"/*/*', folder], { encoding: 'utf8' });
}

test('each try is kept with its verdict, proof, files, tokens and commit; the command line lists and shows them', async () => {
  const replies = byCriterion({
    [one]: { commands: ["sed -i 's/1.4.0/1.5.0/' app.yaml", 'grep 1.5.0 app.yaml'] },
    [two]: { commands: ['echo half > half.txt'], cite: ['kubectl get pods'] },
  });
  const at = await stage(replies, taskText(three));
  const result = await processTask(at);
  expect(result.status).toBe('error');

  const views = JSON.parse((await transcripts(at, 'task-1', '--json')).out);
  expect(views).toMatchObject([
    { item_id: 'TASK-001', number: 3, criterion: two, place: 2, attempt: 2, verdict: 'failed', commit: null },
    { item_id: 'TASK-001', number: 2, criterion: two, place: 2, attempt: 1, verdict: 'failed', commit: null },
    { number: 1, criterion: one, place: 1, attempt: 1, verdict: 'proven', commit: result.commits[0]?.sha },
  ]);
  expect(views[2].tokens).toEqual({ input: expect.any(Number), output: expect.any(Number) });
  expect(views[2].tokens.input).toBeGreaterThan(0);
  const list = (await transcripts(at)).out;
  expect(list).toContain('TASK-001 3  failed');
  expect(list).toContain(`1. ${one}`);

  const done = (await transcripts(at, 'TASK-001', '1')).out;
  expect(done).toContain('- Verdict: **proven**');
  expect(done).toContain('- `grep 1.5.0 app.yaml` (exit 0): as asked');
  expect(done).toContain('## Changed\n\n- `app.yaml`');
  expect(done).toContain('$ grep 1.5.0 app.yaml\ntag: 1.5.0\nexit 0');
  expect(done).toContain(`- Commit: ${result.commits[0]?.sha.slice(0, 10)} feat(TASK-001): ${one}`);
  const failed = (await transcripts(at, 'TASK-001', '2')).out;
  expect(failed).toContain('> Cited as evidence and never run: `kubectl get pods`.');
  expect(failed).toContain(`- \`git show ${result.leftovers[0]}\``);

  const unknown = await transcripts(at, 'TASK-001', '9');
  expect(unknown).toMatchObject({ code: 2, out: '' });
  expect(unknown.err).toContain('There is no transcript 9 of TASK-001. There are 1, 2, 3');
  expect((await transcripts(at, 'TASK-777')).out).toBe('No transcripts of TASK-777 are kept.\n');
  // Nothing of it is in anybody's way.
  expect(at.on.git('status', '--porcelain')).toBe('');
});

test('the value of a secret variable is in none of what is shown or kept, nor in git', async () => {
  const command = `echo "the token is ${secret}" > note.txt; cat note.txt; printf ${secret} | base64; echo half of ${secret.slice(0, 8)}`;
  const evidence = [{ command, exit_code: 0, observation: `it prints ${secret}` }];
  const at = await stage(
    ({ outputs }) =>
      outputs.length === 0
        ? { commands: [command] }
        : { message: claim({ status: 'done', summary: `The token ${secret} works.`, evidence }) },
    taskText([one]),
  );
  process.env['SHOP_TOKEN'] = secret;
  cleanUps.push(() => {
    delete process.env['SHOP_TOKEN'];
  });
  const said: string[] = [];
  const context: ToolContext = {
    signal: at.controller.signal,
    progress: (progress) => said.push(JSON.stringify(progress)),
    log: (_channel, _level, text) => said.push(text),
  };
  const toolbox = createLocalToolbox(at.settings);
  const result = await toolbox.process_bug({ item_id: 'TASK-001', repo_path: at.on.root }, context);
  // The claim is compared with what was run before anything is masked.
  expect(result.sections_completed).toEqual([one]);
  const base64 = Buffer.from(secret).toString('base64');
  const shown = [said.join('\n'), kept(at), at.on.git('log', '--format=%B'), at.on.read('tasks/active/TASK-001.md')];
  for (const text of [...shown, JSON.stringify(result)]) {
    expect(text).not.toContain(secret);
    expect(text).not.toContain(base64);
  }
  for (const text of shown) expect(text).toContain('The token *** works.');
});

test('an output of 50 MB is cut', async () => {
  const command = 'head -c 50000000 /dev/zero | tr "\\0" x | fold -w 100; echo the end; echo 2 >> app.yaml';
  const at = await stage(byCriterion({ [one]: { commands: [command], cite: [] } }), taskText([one]));
  expect((await processTask(at)).sections_completed).toEqual([one]);
  expect(kept(at).length).toBeLessThan(300_000);
  expect((await transcripts(at, 'TASK-001', '1')).out).toMatch(/… \d+ characters cut …[\s\S]*the end/);
});

describe('a run that does not come to its end', () => {
  test('leaves what there was when it is stopped', async () => {
    const at = await stage(byCriterion({ [one]: { commands: ['echo half > half.txt; sleep 30'] } }), taskText([one]));
    const running = processTask(at);
    await expect.poll(() => existsSync(join(at.on.root, 'half.txt')), { timeout: 20_000 }).toBe(true);
    // On disk before the command has ended.
    await expect.poll(() => kept(at), { timeout: 20_000 }).toContain('sleep 30');
    at.controller.abort();
    await expect(running).rejects.toThrow();
    const text = (await transcripts(at, 'TASK-001', '1')).out;
    expect(text).toContain('- Verdict: **cancelled**');
    expect(text).toContain('*Began and did not end:* `echo half > half.txt; sleep 30`');
    expect(text).toContain('## Kept\n\n- `git show refs/agent-toolkit/leftovers/TASK-001-');
  });

  test('goes on where no transcript can be written, and says so once', async () => {
    const at = await stage(byCriterion({ [one]: { commands: ['echo 2 >> app.yaml'] } }), taskText([one]));
    mkdirSync(join(at.on.root, '.git/agent-toolkit'), { recursive: true });
    writeFileSync(join(at.on.root, '.git/agent-toolkit/transcripts'), 'a file in the place of the folder');
    const said: string[] = [];
    const context = {
      ...at.context,
      log: (_: string, level: string, text: string) => void (level === 'warning' && said.push(text)),
    };
    expect((await processTask({ ...at, context })).sections_completed).toEqual([one]);
    expect(said.filter((text) => text.includes('transcript'))).toEqual([
      expect.stringMatching(/^The transcript cannot be written: .*The run goes on without it\.$/),
    ]);
  });
});
