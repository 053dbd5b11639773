/** Which existing tasks a new item is told to repeat. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type Document,
  documentIndex,
  duplicateIndex,
  findDuplicates,
} from '../../../../src/backlog/duplicates/find-duplicates.ts';
import type { Criterion, Task } from '../../../../src/backlog/task.ts';
import { cpuMsSince } from '../../../support/cpu-time.ts';

const item = (title: string, description = '', criteria: readonly string[] = []) => ({ title, description, criteria });

const document = (id: string, title: string, description = '', ended = false): Document => {
  return { id, title, description, file: `tasks/active/${id}.md`, ended };
};

function criterion(text: string, children: readonly Criterion[] = []): Criterion {
  const address = { group: [], ordinal: 0, text };
  return { address, text, state: 'open', line: 9, range: { start: 9, end: 10 }, children };
}

function task(id: string, title: string, more: Partial<Task> = {}): Task {
  return {
    ...{ id, title, description: '', status: 'active', priority: 'medium', labels: [], layout: 'gitops' },
    ...{ folder: 'active', file: `tasks/active/${id}.md`, criteriaForm: 'section', criteria: [], dependencies: [] },
    ...{ isHumanAction: false, stop: false, problems: [], ...more },
  };
}

const pushFails = item('Registry push times out', 'docker push hangs for two minutes and then gives up.');

test('a paraphrase is found and says which words both hold, as the new item writes them', () => {
  const existing = task('TASK-007', 'Pushing images to the registry fails', {
    description: 'Uploads of layers end in a timeout.',
  });
  const [found, ...others] = findDuplicates(pushFails, [task('TASK-001', 'Document the release procedure'), existing]);
  expect(found).toMatchObject({ id: 'TASK-007', title: existing.title, file: existing.file, ended: false });
  expect(found?.reason).toBe('both are about "Registry", "push" and "times out"');
  expect(others).toEqual([]);
});

test('words of one meaning and other compounds are not told as shared', () => {
  const asked = item('Uploads to orders-db fail', 'The certificate of the gateway ended.');
  const existing = document(
    'TASK-001',
    'Push to billing-db refuses',
    'TLS of the gateway is broken; certificates ended.',
  );
  const [found] = documentIndex([existing]).find(asked, { least: 0 });
  expect(found?.reason).toMatch(/^both are about /);
  expect(found?.reason).not.toMatch(/push|refuse|orders|billing|upload/i);
  const other = documentIndex([document('TASK-002', 'Push breaks')]).find(item('Uploads fail'), { least: 0 });
  expect(other.map(({ reason }) => reason)).toEqual(['both say it in other words']);
});

test.each([
  ['x', 'x'],
  ['x', 'Fix x'],
  ['layout', 'Layout of the dashboard'],
  ['Layout', 'The page layout breaks on phones'],
  ['Grafana', 'Grafana'],
])('one shared word is never enough: %s, %s', (one, other) => {
  expect(documentIndex([document('TASK-001', other)]).find(item(one))).toEqual([]);
  expect(documentIndex([document('TASK-001', one)]).find(item(other))).toEqual([]);
});

test('a criterion that was made of the title is no more in common than the title', () => {
  const layout = task('TASK-001', 'Layout', { criteria: [criterion('Resolved: Layout')] });
  const asked = item('Layout of the page', '', ['Resolved: Layout of the page']);
  expect(findDuplicates(asked, [layout])).toEqual([]);
});

test('a task with a subject of its own that speaks of the same things in passing is another one', () => {
  const build = document(
    'TASK-005',
    'Investigate Triager Build Failure',
    'Triager build script exited with code 1 very early in execution. Root cause needs to be identified and fixed before triager images can be built and pushed to the registry.',
  );
  expect(documentIndex([build]).find(item('Registry refuses pushes'))).toEqual([]);
  const made = item('Registry refuses pushes', '', ['Resolved: Registry refuses pushes']);
  expect(documentIndex([build]).find(made)).toEqual([]);
});

test('criteria count too, and leaves of a tree are read', () => {
  const nested = criterion('Registry', [criterion('docker push of large images no longer times out')]);
  const found = findDuplicates(pushFails, [task('TASK-003', 'Registry', { criteria: [nested] })]);
  expect(found.map(({ id }) => id)).toEqual(['TASK-003']);
});

test('lists of criteria that are alike in all tasks of a project make no duplicates of its steps', () => {
  const criteria = [
    'Build the images of cart',
    'Push the images to the registry',
    'HelmRelease of cart is updated',
    'Pods run',
  ];
  const build =
    'The build script of cart ends with exit code 1 right at the beginning. The cause has to be found and fixed.';
  const roll =
    'When all images are there, see to it that Flux reconciles the releases and that the services can be reached.';
  const steps = [
    task('TASK-001', 'Find out why the cart build fails', {
      description: build,
      criteria: criteria.map((text) => criterion(text)),
    }),
    task('TASK-002', 'Check that Flux rolls out the shop', {
      description: roll,
      criteria: criteria.map((text) => criterion(text)),
    }),
  ];
  const index = duplicateIndex(steps);
  for (const { title, description, file } of steps) {
    expect(index.find({ title, description, criteria }, { except: file })).toEqual([]);
  }
});

test.each<[string, Partial<Task>, boolean]>([
  ['an open task', {}, false],
  ['a task in completed/', { folder: 'completed' }, true],
  ['a task that was given up', { folder: 'deprecated', status: 'deprecated' }, true],
])('%s says whether it has ended', (_, more, ended) => {
  const [found] = findDuplicates(pushFails, [task('TASK-001', pushFails.title, more)]);
  expect(found?.ended).toBe(ended);
});

test('the best come first, at most three, unless more are asked for', () => {
  const titles = [1, 2, 3, 4, 5].map((number) => document(`TASK-00${number}`, 'Registry push times out'));
  const best = document('TASK-009', pushFails.title, pushFails.description);
  const index = documentIndex([...titles, best]);
  expect(index.find(pushFails)).toHaveLength(3);
  expect(index.find(pushFails)[0]?.id).toBe('TASK-009');
  expect(index.find(pushFails, { most: 10 })).toHaveLength(6);
  const scores = index.find(pushFails, { most: 10 }).map(({ score }) => score);
  expect(scores).toEqual(scores.toSorted((a, b) => b - a));
});

test('a task is no duplicate of itself when its own file is left out', () => {
  const tasks = [task('TASK-001', pushFails.title), task('TASK-002', pushFails.title)];
  const found = duplicateIndex(tasks).find(pushFails, { except: 'tasks/active/TASK-001.md' });
  expect(found.map(({ id }) => id)).toEqual(['TASK-002']);
});

test.each([
  ['no task at all', 0],
  ['one task', 1],
  ['hundreds of other tasks', 300],
])('the same title is found among %s besides it', (_, count) => {
  const others = Array.from({ length: count }, (_, index) =>
    document(`TASK-1${index}`, `Paint wall ${index} in colour`),
  );
  const same = document('TASK-001', 'Renew the certificate of the mail relay', 'It ends on Friday.');
  const found = documentIndex([...others, same]).find(
    item('Mail relay: TLS certificate expires', 'Renew it by Friday.'),
  );
  expect(found.map(({ id }) => id)).toEqual(['TASK-001']);
});

test('an empty repository, an empty item and a title of signs have no duplicates', () => {
  expect(findDuplicates(pushFails, [])).toEqual([]);
  expect(documentIndex([document('TASK-001', '', '')]).find(item(''))).toEqual([]);
  expect(documentIndex([document('TASK-001', '!!! ✅', '')]).find(item('✅ ---'))).toEqual([]);
});

test.each([
  ['German compounds', 'Zertifikat für Grafana erneuern', 'Grafana: Zertifikatserneuerung'],
  ['letters with accents', 'Renouveler le certificat de la passerelle', 'Certificat de la passerelle à renouveler'],
  ['Russian', 'Сертификат шлюза истекает в пятницу', 'Истекает сертификат шлюза'],
  ['Japanese', '監視ダッシュボードが表示されない', 'ダッシュボードが表示されない'],
])('other languages and scripts: %s', (_, one, other) => {
  expect(documentIndex([document('TASK-001', other)]).find(item(one))).toHaveLength(1);
});

test('only the beginning of a huge description is read', () => {
  const huge = `docker push hangs. ${'Lorem ipsum dolor sit amet. '.repeat(40_000)}`;
  const start = process.cpuUsage();
  const found = documentIndex([document('TASK-001', pushFails.title, huge)]).find(item(pushFails.title, huge));
  expect(found).toHaveLength(1);
  expect(cpuMsSince(start)).toBeLessThan(2000);
});

test('any text is taken, and nothing is changed by asking', () => {
  const text = fc.string({ unit: 'binary', maxLength: 200 });
  fc.assert(
    fc.property(text, text, text, text, (title, description, otherTitle, otherDescription) => {
      const index = documentIndex([document('TASK-001', otherTitle, otherDescription)]);
      const first = index.find(item(title, description), { least: 0 });
      expect(index.find(item(title, description), { least: 0 })).toEqual(first);
      for (const { score } of first) expect(score).toBeGreaterThan(0);
    }),
    { numRuns: 300 },
  );
});
