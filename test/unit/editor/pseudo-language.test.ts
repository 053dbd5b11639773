/** In a language of other letters nothing of the editor's pure parts is plain English: what they show can be translated. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { actionDetails, actionNode } from '../../../src/editor/actions/action-nodes.ts';
import { badgeOf } from '../../../src/editor/actions/badge.ts';
import { markQuestion } from '../../../src/editor/actions/mark-question.ts';
import { detailOf, questionOf } from '../../../src/editor/consent/run-terms.ts';
import { speak } from '../../../src/editor/l10n.ts';
import { criterionLenses } from '../../../src/editor/language/criterion-lenses.ts';
import { fieldHelp } from '../../../src/editor/language/front-help.ts';
import { taskLenses } from '../../../src/editor/lens-model.ts';
import { whyNoNext } from '../../../src/editor/next-task.ts';
import { queueMessage } from '../../../src/editor/queue-message.ts';
import { childNodes, type QueueNode, rootNodes } from '../../../src/editor/queue-nodes.ts';
import { defaultOptions, noFilter } from '../../../src/editor/queue-options.ts';
import { queueRow } from '../../../src/editor/queue-rows.ts';
import { noticeTitles } from '../../../src/editor/run-notice.ts';
import { brokenOutcome, runText } from '../../../src/editor/run-state.ts';
import { processWords, stageWord, verificationWord } from '../../../src/editor/run-words.ts';
import { sessionStatus, verificationStatus } from '../../../src/editor/session-status.ts';
import { noRepository, noTask } from '../../../src/editor/states/nothing-to-choose.ts';
import { taskTooltip } from '../../../src/editor/task-tooltip.ts';
import { plainWords, pseudoLanguage, pseudoTexts } from '../../support/pseudo-language.ts';
import { action, criteria, outcome, queueState, repository, run, task } from './queue-fixture.ts';

beforeAll(() => speak(pseudoTexts, pseudoLanguage));
afterAll(() => speak({}, 'en'));

/** Other people's words, which are not translated: ids, files, values of front matter, names, icons. */
const data =
  /\$\([\w~-]+\)|\b(?:TASK|ACTION)\\?-\d+|`[^`]*`|[\w-]*\/[\w./-]+|\b(?:shop|critical|high|medium|low|web)\b|\.agent-\w+\.json/g;
const quiet = { title: '…', explanation: '…' };
const blocked = task('TASK-002', { ...quiet, state: 'blocked', blockedBy: ['ACTION-001'], priority: 'high' });
const ready = task('TASK-001', {
  ...quiet,
  ...{ next: true, labels: ['web'], criteria: criteria(['x 1', '- 2', '  3']), done: 2, total: 3 },
});
const waiting = action('ACTION-001', { title: '…', blocks: ['TASK-002'], until: '…', status: 'in_progress' });
const shop = repository([ready, blocked, task('TASK-003', { ...quiet, state: 'completed', folder: 'completed' })], {
  actions: [waiting],
  warnings: ['…', '…'],
});
const failed = () => outcome('TASK-002', { message: '…', result: 'failed', word: processWords().tests_failed });
const verified = { repository: '/shop', itemId: 'TASK-001', status: 'failed', message: '…' } as const;

function rowsOf(): string[] {
  const state = queueState([shop], { runs: [run('TASK-001', { message: '…', attempt: 2 })], outcomes: [failed()] });
  const below = (node: QueueNode): QueueNode[] => [node, ...childNodes(node, state).flatMap(below)];
  return rootNodes(state)
    .flatMap(below)
    .map((node) => Object.values(queueRow(node)).filter((part) => typeof part === 'string'))
    .map((parts) => parts.join(' '));
}

test.each<[string, () => readonly string[]]>([
  [
    'the message of the queue',
    () => [queueMessage(true, true, [shop], { ...defaultOptions, filter: { ...noFilter, labels: ['web'] } })],
  ],
  ['the tooltip of a task', () => [taskTooltip({ kind: 'task', task: ready, verification: verified } as never)]],
  [
    'the lenses of a task',
    () =>
      taskLenses(ready, undefined, true)
        .concat(taskLenses(blocked, run('TASK-002'), true))
        .map(({ title }) => title),
  ],
  [
    'the lenses of criteria',
    () =>
      criterionLenses(ready.criteria as never, { state: 'ready' }, { running: false, trusted: true }).flatMap(
        ({ title, tooltip }) => [title, tooltip],
      ),
  ],
  ['what fields mean', () => Object.entries(fieldHelp()).flatMap(([key, help]) => (key === 'status' ? [] : [help]))],
  [
    'an action',
    () =>
      [actionNode({ repository: shop, action: waiting }, true)].map(
        ({ description, spoken }) => `${description} ${spoken}`,
      ),
  ],
  [
    'below an action',
    () =>
      actionDetails({ repository: shop, action: waiting }, { file: '', steps: [] }, { at: '1', why: '…' }).map(
        ({ label, description }) => `${label} ${description}`,
      ),
  ],
  ['the badge', () => [badgeOf([shop])?.tooltip ?? '']],
  ['a question', () => Object.values(markQuestion({ repository: shop, action: waiting }, 2))],
  [
    'the first run',
    () => {
      const terms = { network: true, push: 'auto', context: '1', related: [], proposed: [] } as const;
      return [questionOf('The session', 'shop', true, []), detailOf(terms, [])];
    },
  ],
  ['what a run does', () => [runText(run('TASK-001')), stageWord('looking back'), verificationWord('passed')]],
  ['how it ended', () => [...Object.values(processWords()), brokenOutcome(run('TASK-001'), 'stopped', '…').word]],
  [
    'the status bar',
    () =>
      [sessionStatus([], undefined), sessionStatus([run('TASK-001')], undefined), verificationStatus(verified)].flatMap(
        (status) => [status?.text ?? '', ...Object.values(status?.links ?? {})],
      ),
  ],
  ['buttons', () => Object.values(noticeTitles())],
  [
    'nothing to choose',
    () => [noRepository({ folders: 0 }).text, noTask({ folders: 1, repositories: 1, tasks: 0 }, true).text],
  ],
  ['no next task', () => [whyNoNext(repository([blocked], { actions: [waiting] }))]],
])('%s', (_, shown) => {
  const texts = shown();
  expect(texts.join('')).not.toBe('');
  expect(texts.flatMap((text) => plainWords(text, data))).toEqual([]);
});

test('the rows of the queue', () => {
  const rows = rowsOf().map((row) =>
    row.replace(
      /\b(?:group|task|criterion|leaf|collapsed|expanded|repository|blocker|verification|note|section)\b[\w.]*/g,
      '',
    ),
  );
  expect(rows.length).toBeGreaterThan(8);
  expect(rows.flatMap((row) => plainWords(row, data))).toEqual([]);
});
