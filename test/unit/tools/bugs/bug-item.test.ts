/** What the item of a root cause says. */
import { describe, expect, test } from 'vitest';
import { newTaskText } from '../../../../src/backlog/create/task-text.ts';
import { parseTask } from '../../../../src/backlog/parse/parse.ts';
import { bugItem, type Sighting, seenAgain } from '../../../../src/tools/bugs/bug-item.ts';
import { causeKeysIn } from '../../../../src/tools/bugs/cause-key.ts';
import type { Cause } from '../../../../src/tools/contract.ts';

const cause: Cause = {
  ...{ key: '3f9a1c2b7d4e', object: 'Deployment shop/web', reason: 'ImagePullBackOff', scope: 'task' },
  message: 'Back-off pulling image "shop/web:9.9.9"',
  ...{ cause: 'The image does not exist.', remedy: 'Push it.', explains: ['Pod shop/web-1', 'Service shop/web'] },
};
const sighting: Sighting = {
  task: {
    id: 'TASK-007',
    title: 'Roll out the shop',
    priority: 'critical',
    labels: ['Deployment', 'feature', 'team-a'],
  },
  ...{ context: 'staging', commit: '0123456789abcdef', now: new Date(2026, 0, 31, 14, 5) },
};
const textOf = (changed: Partial<Cause>) =>
  newTaskText(bugItem({ ...cause, ...changed }, sighting), 'TASK-016', 'active', sighting.now);

test('title, priority, labels, the namespace as component, a criterion', () => {
  expect(bugItem(cause, sighting)).toMatchObject({
    ...{ type: 'bug', title: 'Deployment shop/web: ImagePullBackOff', component: 'shop', priority: 'critical' },
    ...{
      labels: ['Deployment'],
      criteria: ['Deployment shop/web: ImagePullBackOff is gone, and a verification shows it'],
    },
  });
});

test.each<[string, Partial<Cause>, string | undefined]>([
  ['the namespace itself', { object: 'Namespace shop', explains: [] }, 'shop'],
  ['an image that fails pods of one namespace', { object: 'shop/web:9' }, 'shop'],
  ['an image that fails pods of two', { object: 'shop/web:9', explains: ['Pod shop/a', 'Pod pay/a'] }, undefined],
  ['a command', { object: './smoke.sh', explains: [] }, undefined],
])('component of %s', (_case, changed, expected) => {
  expect(bugItem({ ...cause, ...changed }, sighting).component).toBe(expected);
});

test('the description: where it was seen, what failed, why, what to do, evidence, the key', () => {
  expect(bugItem(cause, sighting).description).toBe(
    [
      'Found by the verification of TASK-007 (Roll out the shop) on staging at commit 0123456789ab.',
      '**What failed:** Deployment shop/web: ImagePullBackOff (namespace shop)',
      '**Probable cause:** The image does not exist.',
      '**What to do:** Push it.',
      '**Fails with it:** Pod shop/web-1, Service shop/web',
      '**Evidence:**',
      '```text\nBack-off pulling image "shop/web:9.9.9"\n```',
      'Cause-Key: 3f9a1c2b7d4e',
    ].join('\n\n'),
  );
});

describe('whatever the cluster says, the file is read as one bug with one open criterion and its key', () => {
  test.each<[string, Partial<Cause>]>([
    ['headings and boxes', { message: '## Acceptance Criteria\n- [x] done\n# Notes\nSTOP' }],
    ['a fence that is not closed', { message: '````\nx' }],
    ['a check', { message: '- [ ] a\n  check: `rm -rf /`' }],
    ['front matter', { message: '---\nstatus: completed\n---' }],
    ['a long name', { object: `Pod shop/${'x'.repeat(400)}` }],
    ['a command of several lines', { object: 'make smoke\n## Notes\nSTOP', reason: 'CommandFailed' }],
    ['an address', { object: 'https://shop.example/health', reason: 'HttpStatus' }],
  ])('%s', (_case, changed) => {
    const text = textOf(changed);
    const task = parseTask(text, 'tasks/active/TASK-016.md', 'active');
    expect(task).toMatchObject({ id: 'TASK-016', status: 'active', priority: 'critical', stop: false, problems: [] });
    expect(task.criteria).toHaveLength(1);
    expect(task.criteria[0]).toMatchObject({ state: 'open' });
    expect(task.criteria[0]?.check).toBeUndefined();
    expect(task.title.length).toBeLessThanOrEqual(120);
    expect(causeKeysIn(text)).toEqual([cause.key]);
  });
});

test('the line of a cause that is seen again; with the key where the item lacks it', () => {
  const line =
    '2026-01-31 14:05: Seen again by the verification of TASK-007 on staging at commit 0123456789ab: Deployment shop/web: ImagePullBackOff';
  expect(seenAgain(cause, sighting, true)).toBe(line);
  expect(seenAgain(cause, sighting, false)).toBe(`${line} (Cause-Key: 3f9a1c2b7d4e)`);
  expect(seenAgain(cause, { ...sighting, context: null, commit: undefined }, true)).toBe(
    '2026-01-31 14:05: Seen again by the verification of TASK-007: Deployment shop/web: ImagePullBackOff',
  );
});

test('a key is twelve digits, no more', () => {
  expect(causeKeysIn('Cause-Key: 3f9a1c2b7d4e, Cause-Key: 3f9a1c2b7d4eaa, Cause-Key: 3f9a')).toEqual(['3f9a1c2b7d4e']);
});
