/** Step mode: a person decides after each try. With real git, the real Codex CLI and a scripted model. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { SaveRecorder } from '../../src/editor/save-recorder.ts';
import { InputError } from '../../src/tools/input-error.ts';
import type { StepAnswer, StepQuestion } from '../../src/tools/step-question.ts';
import {
  byCriterion,
  file,
  log,
  processTask,
  type Stage,
  stage,
  taskText,
  three,
  threeDone,
} from '../support/process-stage.ts';
import { sampled } from '../support/sample.ts';
import { claim } from '../support/scripted-model.ts';

sampled(1 / 4);

const [one = '', two = '', three3 = ''] = three;

type Decide = (question: StepQuestion, signal: AbortSignal) => StepAnswer | Promise<StepAnswer>;

/** Runs in step mode; each question is answered by the next of the answers. */
async function stepThrough(at: Stage, answers: readonly (StepAnswer | Decide)[], input = {}) {
  const questions: StepQuestion[] = [];
  const context = {
    ...at.context,
    ask: async (question: StepQuestion, signal: AbortSignal) => {
      const answer = answers[questions.length];
      questions.push(question);
      if (answer === undefined) throw new Error(`not expected: ${JSON.stringify(question)}`);
      return typeof answer === 'function' ? answer(question, signal) : answer;
    },
  };
  const result = await processTask({ ...at, context }, { step: true, ...input });
  return { result, questions };
}

const commit = { choice: 'commit' } as const;

test('each criterion is shown before it is committed: diff, verdict, proof; all committed is complete', async () => {
  const at = await stage(threeDone, taskText(three));
  const heads: string[] = [];
  const look: Decide = () => {
    heads.push(log(at.on, '%s').split('\n').at(-1) ?? '');
    return commit;
  };
  const { result, questions } = await stepThrough(at, [look, look, look]);
  expect(result).toMatchObject({ status: 'complete', sections_completed: three, leftovers: [] });
  expect(heads).toEqual(['first', `feat(TASK-001): ${one}`, `feat(TASK-001): ${two}`]);
  expect(questions[0]).toMatchObject({
    ...{ item_id: 'TASK-001', criterion: one, place: 1, total: 3, attempt: 1, verdict: 'proven' },
    ...{ reason: `Reached: ${one}`, paths: ['app.yaml'], remark: null },
    choices: ['commit', 'commit_and_stop', 'retry', 'skip', 'stop'],
  });
  expect(questions[0]?.evidence).toContainEqual({
    command: 'grep 1.5.0 app.yaml',
    exit_code: 0,
    observation: 'as asked',
  });
  expect(questions[0]?.diff).toMatch(/app\.yaml \| 2 \+-[\s\S]*-tag: 1\.4\.0\n\+tag: 1\.5\.0/);
  // The diff of a criterion is its own alone.
  expect(questions[1]?.diff).not.toContain('1.5.0\n+');
  expect(at.progress.filter(({ stage: name }) => name === 'paused')).toHaveLength(3);
});

test('commit and stop ends with what is committed; stop keeps the work as a leftover', async () => {
  const at = await stage(threeDone, taskText(three));
  const first = (await stepThrough(at, [{ choice: 'commit_and_stop' }])).result;
  expect(first).toMatchObject({ status: 'partial', sections_completed: [one], sections_remaining: [two, three3] });
  expect(first.message).toBe('Stopped as you said. 2 are open.');
  expect(first.test_result).toBeNull();

  const second = (await stepThrough(at, [{ choice: 'stop' }])).result;
  expect(second).toMatchObject({ status: 'partial', sections_completed: [], commits: [] });
  expect(second.message).toContain(`is kept: git show ${second.leftovers[0]}`);
  expect(at.on.git('status', '--porcelain')).toBe('');
  expect(at.on.git('show', `${second.leftovers[0]}:app.yaml`)).toContain('replicas: 3');
  expect(at.on.read('app.yaml')).toContain('replicas: 1');
});

test('skip leaves the criterion open, keeps its work, and goes to the next', async () => {
  const at = await stage(threeDone, taskText(three));
  const { result, questions } = await stepThrough(at, [{ choice: 'skip' }, commit, commit]);
  expect(questions.map(({ criterion }) => criterion)).toEqual(three);
  expect(result).toMatchObject({ status: 'partial', sections_completed: [two, three3], sections_remaining: [one] });
  expect(result.message).toBe('2 criteria done as asked; 1 is open, and nothing was verified.');
  expect(at.on.git('show', `${result.leftovers[0]}:app.yaml`)).toContain('1.5.0');
  expect(at.on.read('app.yaml')).toBe('tag: 1.4.0\nreplicas: 3\n');
  expect(at.on.read(file)).toContain(`- [ ] ${one}`);
});

test('retry puts the work back, keeps it, and tells the fresh process the note; as often as the person wants', async () => {
  const seen: { tree: string; prompt: string }[] = [];
  const at = await stage(
    ({ prompt, outputs }) => {
      if (outputs.length > 0) {
        const evidence = [{ command: 'grep replicas app.yaml', exit_code: 0, observation: 'there' }];
        if (outputs.length === 1) return { commands: ['grep replicas app.yaml'] };
        return { message: claim({ status: 'done', summary: 'Done.', evidence }) };
      }
      seen.push({ tree: at.on.read('app.yaml'), prompt });
      return { commands: [`sed -i 's/replicas: .*/replicas: ${seen.length + 1}/' app.yaml`] };
    },
    taskText([one]),
  );
  const again = (note: string) => ({ choice: 'retry', note }) as const;
  const { result, questions } = await stepThrough(at, [again('Use three.'), again(''), commit]);
  expect(result).toMatchObject({ status: 'complete', sections_completed: [one] });
  expect(questions.map(({ attempt }) => attempt)).toEqual([1, 2, 3]);
  expect(seen.map(({ tree }) => tree)).toEqual(Array(3).fill('tag: 1.4.0\nreplicas: 1\n'));
  expect(seen[1]?.prompt).toContain('a person who looked at it wants it otherwise.\nThe person says: Use three.');
  expect(seen[1]?.prompt).toContain(`git diff ${result.leftovers[0]}^ ${result.leftovers[0]}`);
  expect(at.on.git('show', `${result.leftovers[0]}:app.yaml`)).toContain('replicas: 2');
  expect(at.on.git('show', 'HEAD:app.yaml')).toContain('replicas: 4');
});

test('a failed try is asked about too, and cannot be committed', async () => {
  const at = await stage(
    byCriterion({ [one]: { commands: ['echo half > half.txt'], cite: ['true'] } }),
    taskText(three),
  );
  const { result, questions } = await stepThrough(at, [{ choice: 'retry', note: 'Cite it.' }, commit]);
  expect(questions).toHaveLength(2);
  expect(questions[0]).toMatchObject({ verdict: 'failed', choices: ['retry', 'skip', 'stop'], paths: ['half.txt'] });
  expect(questions[0]?.reason).toContain('never run: `true`');
  expect(questions[0]?.diff).toContain('+half');
  // The person ended it there. That is no failure of the criterion, so none is logged and counted.
  expect(result).toMatchObject({ status: 'partial', sections_completed: [], failed_section: null, commits: [] });
  expect(result.message).toMatch(/^Stopped as you said\. 3 are open\. .* is kept: git show /);
  expect(at.on.git('show', `${result.leftovers.at(-1)}:half.txt`)).toBe('half');
  expect(at.on.git('status', '--porcelain')).toBe('');
  expect(log(at.on, '%s')).toBe('first');
});

test('a criterion that asks to be taken apart ends so, also where the person stops', async () => {
  const answer = { message: claim({ status: 'needs_decomposition', summary: 'Two things.', evidence: [] }) };
  const at = await stage(() => answer, taskText([one]));
  const { result } = await stepThrough(at, [{ choice: 'stop' }]);
  expect(result).toMatchObject({ status: 'needs_decomposition', sections_completed: [] });
});

describe('while it waits', () => {
  test('the time of the agent does not run', async () => {
    const at = await stage(threeDone, taskText([one]));
    const slow: Decide = async () => {
      await wait(11_000);
      return commit;
    };
    expect((await stepThrough(at, [slow], { timeout_per_section: 10 })).result.status).toBe('complete');
  });

  test('stop works: the work is kept and put back', async () => {
    const at = await stage(threeDone, taskText(three));
    const cancelled: Decide = (_question, signal) => {
      const aborted = new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
      at.controller.abort();
      return aborted;
    };
    await expect(stepThrough(at, [cancelled])).rejects.toThrow(/abort/i);
    expect(at.on.git('status', '--porcelain')).toBe('');
    expect(log(at.on, '%s')).toBe('first');
    const ref = at.on.git('for-each-ref', '--format=%(refname)', 'refs/agent-toolkit');
    expect(at.on.git('show', `${ref}:app.yaml`)).toContain('1.5.0');
    expect(
      (await processTask({ ...at, context: { ...at.context, signal: new AbortController().signal } })).status,
    ).toBe('complete');
  });

  test('a kill is recovered from: the work is kept and put back by the next run', async () => {
    const at = await stage(threeDone, taskText(three));
    const engine = fileURLToPath(new URL('../support/paused-engine.ts', import.meta.url));
    const args = [engine, at.on.root, at.settings.codexPath ?? '', ...at.settings.codexConfig];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(child.stdout, 'data');
    expect(at.on.read('app.yaml')).toContain('1.5.0');
    child.kill('SIGKILL');
    await once(child, 'exit');
    const { result } = await stepThrough(at, [{ choice: 'stop' }]);
    expect(result.warnings.join()).toContain('An earlier run was killed');
    expect(result.leftovers).toHaveLength(2);
    expect(at.on.git('status', '--porcelain')).toBe('');
    expect(log(at.on, '%s')).toBe('first');
  });

  test('an edit of what it shows is shown before it is committed', async () => {
    const at = await stage(threeDone, taskText([one]));
    const edit: Decide = () => {
      at.on.write('app.yaml', 'tag: 1.5.0-rc\nreplicas: 1\n');
      return commit;
    };
    const { result, questions } = await stepThrough(at, [edit, commit]);
    expect(result.status).toBe('complete');
    expect(questions[1]?.remark).toBe('Edited since it was shown: app.yaml. Look again.');
    expect(questions[1]?.diff).toContain('+tag: 1.5.0-rc');
    expect(at.on.git('show', 'HEAD:app.yaml')).toContain('1.5.0-rc');
  });

  test.each(['retry', 'skip', 'stop'] as const)(
    'an edit of what it shows that is saved in the editor is kept and put back with the rest on %s',
    async (choice) => {
      const recorder = new SaveRecorder((error) => {
        throw error;
      });
      const at = await stage(threeDone, taskText([one, two]));
      const edit: Decide = async () => {
        await recorder.saving(join(at.on.root, 'app.yaml'));
        at.on.write('app.yaml', 'tag: 1.5.0-rc\nreplicas: 1\n');
        await recorder.saved(join(at.on.root, 'app.yaml'));
        return { choice };
      };
      const stop: Decide = () => {
        expect(at.on.read('app.yaml')).not.toContain('1.5.0-rc');
        return { choice: 'stop' };
      };
      const { result, questions } = await stepThrough(at, [edit, stop]);
      expect(result, result.message).toMatchObject({ status: 'partial', sections_completed: [], commits: [] });
      expect(questions.map(({ criterion }) => criterion)).toEqual(
        { retry: [one, one], skip: [one, two], stop: [one] }[choice],
      );
      expect(at.on.git('show', `${result.leftovers[0]}:app.yaml`)).toContain('1.5.0-rc');
      expect([at.on.read('app.yaml'), at.on.git('status', '--porcelain')]).toEqual(['tag: 1.4.0\nreplicas: 1\n', '']);
    },
  );

  test('an edit of another file is the user’s: neither committed nor put back', async () => {
    const at = await stage(threeDone, taskText(three));
    const edit =
      (answer: StepAnswer): Decide =>
      () => {
        at.on.write('mine.txt', `edited for ${answer.choice}\n`);
        return answer;
      };
    const { result } = await stepThrough(at, [edit(commit), edit({ choice: 'stop' })]);
    expect(result).toMatchObject({ status: 'partial', sections_completed: [one] });
    expect(at.on.read('mine.txt')).toBe('edited for stop\n');
    expect(at.on.git('show', '--name-only', '--format=', 'HEAD').split('\n')).toEqual(['app.yaml', file]);
    expect(at.on.git('status', '--porcelain')).toBe('M mine.txt');
  });

  test.each<[string, (at: Stage) => void, string]>([
    ['the task file', (at) => at.on.write(file, `${at.on.read(file)}\n`), `${file} was edited while the run waited`],
    ['HEAD', (at) => at.on.git('commit', '--quiet', '--allow-empty', '--message', 'mine'), 'HEAD moved'],
  ])('a change of %s ends the run, with nothing committed or put back', async (_, change, message) => {
    const at = await stage(threeDone, taskText(three));
    const edit: Decide = () => {
      change(at);
      return commit;
    };
    const { result } = await stepThrough(at, [edit]);
    expect(result).toMatchObject({ status: 'error', commits: [], ended_by: 'repository' });
    expect(result.message).toContain(message);
    expect(at.on.read('app.yaml')).toContain('1.5.0');
    expect(result.leftovers).toHaveLength(1);
  });
});

test('where nobody can be asked it is refused at once', async () => {
  const at = await stage(threeDone, taskText(three));
  await expect(processTask(at, { step: true })).rejects.toThrow(InputError);
  await expect(processTask(at, { step: true })).rejects.toThrow('nobody can be asked here');
  expect(at.model.turns).toEqual([]);
  expect(existsSync(`${at.on.root}/.git/agent-toolkit/runs`)).toBe(false);
});

describe('a part of the criteria', () => {
  test('is worked on alone, and ends partial', async () => {
    const at = await stage(threeDone, taskText(three));
    const result = await processTask(at, { criteria: [2] });
    expect(result).toMatchObject({ status: 'partial', sections_completed: [two], sections_remaining: [one, three3] });
    expect(result.message).toBe('1 criterion done as asked; 2 are open, and nothing was verified.');
    expect((await processTask(at, { criteria: [one, 3] })).status).toBe('complete');
  });

  test('that does not exist is refused before anything runs', async () => {
    const at = await stage(threeDone, taskText(three));
    await expect(processTask(at, { criteria: [4] })).rejects.toThrow('No criterion is 4. The criteria are 1. ');
    expect(at.model.turns).toEqual([]);
  });
});
