/** Which welcome texts the Task Queue shows in each state of a workspace: never none, and each with a next step where there is one. */
import { expect, test } from 'vitest';
import { queueViewId } from '../../../../src/editor/ids.ts';
import { manifest } from '../../../support/manifest.ts';

type Keys = Readonly<Record<string, string | number | boolean>>;

/** Whether a clause of `&&`, `!`, `==` and `>` holds; those of the Task Queue use no more. */
function holds(clause: string, keys: Keys): boolean {
  return clause.split(' && ').every((part) => {
    const [, negated, key = '', operator, value] = /^(!?)([\w.]+)(?: (==|>) (\w+))?$/.exec(part) ?? [];
    expect(key, part).not.toBe('');
    const is = keys[key] ?? '';
    if (operator === '==') return String(is) === value;
    if (operator === '>') return Number(is) > Number(value);
    return negated === '!' ? !is : Boolean(is);
  });
}

const trusted = { isWorkspaceTrusted: true, workspaceFolderCount: 1, 'agentToolkit.queueShowsCompleted': true };
const state = (name: string, more: Keys = {}): Keys => ({ ...trusted, 'agentToolkit.queueState': name, ...more });

test.each<[string, Keys, RegExp, readonly string[]]>([
  [
    'no folder',
    state('noTasks', { workspaceFolderCount: 0 }),
    /^Open a repository/,
    ['vscode.openFolder', 'agentToolkit.openWalkthrough'],
  ],
  [
    'no tasks',
    state('noTasks'),
    /^There are no task files here yet/,
    ['agentToolkit.initializeRepository', 'agentToolkit.openWalkthrough', 'agentToolkit.refreshQueue'],
  ],
  [
    'several folders without tasks',
    state('noTasks', { workspaceFolderCount: 2 }),
    /^There are no task files here yet/,
    ['agentToolkit.initializeRepository', 'agentToolkit.openWalkthrough', 'agentToolkit.refreshQueue'],
  ],
  ['an empty queue', state('empty'), /^No task files yet/, ['agentToolkit.newWorkItem', 'agentToolkit.refreshQueue']],
  ['reading', state('loading'), /^Reading the task files/, []],
  [
    'all filtered out',
    state('filled', { 'agentToolkit.queueHidden': true, 'agentToolkit.queueFiltered': true }),
    /^No task fits the filter/,
    ['agentToolkit.clearQueueFilter', 'agentToolkit.filterQueue'],
  ],
  [
    'all completed, and those hidden',
    state('filled', { 'agentToolkit.queueHidden': true, 'agentToolkit.queueShowsCompleted': false }),
    /^Completed tasks are hidden/,
    ['agentToolkit.showCompleted'],
  ],
  [
    'untrusted, no tasks',
    state('noTasks', { isWorkspaceTrusted: false }),
    /Restricted Mode: tasks can be read, and nothing is run/,
    [
      'agentToolkit.initializeRepository',
      'agentToolkit.openWalkthrough',
      'agentToolkit.refreshQueue',
      'workbench.trust.manage',
    ],
  ],
])('%s', (_, keys, text, links) => {
  const shown = manifest.contributes.viewsWelcome.filter(({ view, when }) => view === queueViewId && holds(when, keys));
  const all = shown.map(({ contents }) => contents).join('\n');
  expect(all).toMatch(text);
  expect([...all.matchAll(/\(command:([\w.]+)\)/g)].map(([, id]) => id)).toEqual(links);
});
