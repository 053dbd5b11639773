import { expect, test } from 'vitest';
import { type Pause, Pauses } from '../../../src/editor/pauses.ts';
import { showChanges, stepDiff, stepNotice, stepPicks, verdictText } from '../../../src/editor/step-texts.ts';
import { stepQuestion } from '../../support/fake-toolbox.ts';

const never = new AbortController().signal;

test('a question waits for its answer, and no longer', async () => {
  const pauses = new Pauses();
  const asked = pauses.ask('/shop', stepQuestion, never);
  const pause = pauses.on('/shop') as Pause;
  expect(pauses.all).toMatchObject([{ repository: '/shop', question: stepQuestion }]);
  pauses.answer(pause, { choice: 'skip' });
  expect(await asked).toEqual({ choice: 'skip' });
  expect(pauses.all).toEqual([]);
  expect(pauses.isWaiting(pause)).toBe(false);
});

test('an answer to an earlier question, from a notification that still stands there, decides nothing', async () => {
  const pauses = new Pauses();
  const first = pauses.ask('/shop', stepQuestion, never);
  const early = pauses.on('/shop') as Pause;
  pauses.answer(early, { choice: 'commit' });
  await first;
  const second = pauses.ask('/shop', { ...stepQuestion, place: 2 }, never);
  pauses.answer(early, { choice: 'commit' });
  expect(pauses.on('/shop')?.question.place).toBe(2);
  pauses.answer(pauses.on('/shop') as Pause, { choice: 'stop' });
  expect(await second).toEqual({ choice: 'stop' });
});

test('a run that is stopped asks no more', async () => {
  const pauses = new Pauses();
  const controller = new AbortController();
  const asked = pauses.ask('/shop', stepQuestion, controller.signal);
  controller.abort(new DOMException('Stopped by the user.', 'AbortError'));
  await expect(asked).rejects.toMatchObject({ name: 'AbortError' });
  expect(pauses.on('/shop')).toBeUndefined();
});

test('what is shown: the outcome, what can be chosen, and the changes', () => {
  expect(stepNotice({ ...stepQuestion, remark: 'Look again.' })).toBe(
    'Look again. TASK-STEP waits at criterion 1 of 3, proven: Raise the replica count. Raised.',
  );
  const choices = stepPicks({ ...stepQuestion, verdict: 'failed', choices: ['retry', 'stop'] }).map(
    (pick) => pick.choice,
  );
  expect(choices).toEqual(['retry', 'stop', showChanges]);
  expect(stepDiff(stepQuestion)).toBe(
    '# TASK-STEP: Raise the replica count\n# Verdict: proven. Raised.\n# grep 3 app.yaml (exit 0): found\n\n-replicas: 1\n+replicas: 3\n',
  );
  expect(stepDiff({ ...stepQuestion, diff: '' })).toContain('# No file was changed.');
  expect(verdictText(stepQuestion)).toContain(
    '# TASK-STEP, criterion 1 of 3: proven\n\nRaise the replica count\n\n## Why\n\nRaised.\n\n## Evidence\n\n    grep 3 app.yaml\n\nExit code 0. found\n',
  );
  expect(verdictText({ ...stepQuestion, evidence: [] })).not.toContain('Evidence');
});
