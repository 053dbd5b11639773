/** process_bug: STOP in the notes of a task that is in work, and what ended a run. */
import { expect, test } from 'vitest';
import { byCriterion, file, log, processTask, stage, taskText, three, threeDone } from '../support/process-stage.ts';
import type { Script } from '../support/scripted-model.ts';

const stopped = { status: 'error', ended_by: 'stop', failed_section: null };

test('a STOP that is committed with a criterion is noticed before the next one', async () => {
  const at = await stage(
    byCriterion({
      'Set the image tag to 1.5.0': {
        commands: [
          "sed -i 's/1.4.0/1.5.0/' app.yaml",
          `printf '\\n\\nSTOP: the registry is being moved' >> ${file}`,
          'grep 1.5.0 app.yaml',
        ],
      },
    }),
    taskText(three),
  );
  const result = await processTask(at);
  expect(result).toMatchObject({ ...stopped, sections_completed: ['Set the image tag to 1.5.0'] });
  expect(result.sections_remaining).toEqual(three.slice(1));
  expect(result.message).toContain(`TASK-001 says STOP in ${file}`);
  expect(at.on.git('status', '--porcelain')).toBe('');
  expect(log(at.on, '%s').split('\n')).toHaveLength(2);
});

test('a STOP that a person saves while the agent thinks ends the run as a stop, and the edit stays', async () => {
  let isSaved = false;
  const whileThinking: Script = (turn) => {
    if (turn.outputs.length === 1 && !isSaved) {
      isSaved = true;
      at.on.write(file, `${at.on.read(file)}\n\n- STOP, please\n`);
    }
    return threeDone(turn);
  };
  const at = await stage(whileThinking, taskText(three));
  const result = await processTask(at);
  expect(result).toMatchObject(stopped);
  expect(at.on.read(file)).toContain('- STOP, please');
  expect(result.sections_remaining.length).toBeGreaterThan(1);
});

test('a STOP after the last criterion ends the run before its verification', async () => {
  const at = await stage(
    byCriterion({
      'Raise replicas to 3': {
        commands: ["sed -i 's/replicas: 1/replicas: 3/' app.yaml", `echo '\n- STOP' >> ${file}`],
      },
    }),
    taskText(['Raise replicas to 3']),
  );
  expect(await processTask(at)).toMatchObject({ ...stopped, sections_remaining: [], test_result: null });
});

test('a STOP that was there before refuses the task, as a stop', async () => {
  const at = await stage(threeDone, taskText(three, ['stop: true']));
  expect(await processTask(at)).toMatchObject({ ...stopped, commits: [] });
  expect(at.model.turns).toEqual([]);
});

test('a criterion that is not reached has ended the run itself; one that ends well nothing', async () => {
  const at = await stage(
    byCriterion({ a: { commands: ['false'], status: 'failed' }, b: { commands: ['true'] } }),
    taskText(['a']),
  );
  expect(await processTask(at)).toMatchObject({ status: 'error', ended_by: 'criterion' });
  const asks = byCriterion({ a: { commands: ['true'], status: 'blocked' } });
  expect(await processTask(await stage(asks, taskText(['a'])))).toMatchObject({ status: 'error', ended_by: 'person' });
  const well = await stage(threeDone, taskText(three));
  expect(await processTask(well)).toMatchObject({ status: 'complete', ended_by: null });
  expect(await processTask(await stage(threeDone, taskText(three)), { max_iterations: 1 })).toMatchObject({
    status: 'needs_decomposition',
    ended_by: null,
  });
});
