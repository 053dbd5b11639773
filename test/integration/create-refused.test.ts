/** What create_work_item refuses, and whom it waits for: a clear message, and nothing written. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { InputError } from '../../src/tools/input-error.ts';
import { create, status } from '../support/create-stage.ts';
import { type TemporaryRepository, temporaryRepository } from '../support/temporary-repository.ts';

let on: TemporaryRepository;
beforeEach(() => {
  on = temporaryRepository({ 'tasks/active/TASK-001.md': '---\nid: TASK-001\n---\n' });
});
afterEach(() => on.remove());

async function expectRefusal(input: object, message: RegExp): Promise<void> {
  const before = [status(on), readdirSync(on.root), on.git('rev-parse', 'HEAD')];
  const error: unknown = await create(on.root, input).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(InputError);
  expect((error as Error).message).toMatch(message);
  expect([status(on), readdirSync(on.root), on.git('rev-parse', 'HEAD')]).toEqual(before);
}

describe('parameters', () => {
  test.each([
    ['an unknown type', { item_type: 'chore' }, /item_type/],
    ['no title', { title: '' }, /^title: It is empty\. Write at least one word\.$/],
    ['a blank title', { title: ' \n\t ' }, /^title: It is empty\. Write at least one word\.$/],
    ['a title that nobody sees', { title: '\u200b\u2060' }, /^title: It is empty\. Write at least one word\.$/],
    ['a title over 300 characters', { title: 'x'.repeat(301) }, /title: It has more than 300 characters\. Shorten it/],
    ['a NUL in the title', { title: 'a\0b' }, /^title holds a NUL character/],
    ['a NUL in the description', { description: 'a\0b' }, /^description holds a NUL character/],
    ['a NUL in the component', { component: 'a\0b' }, /^component holds a NUL character/],
    [
      'a component that is a path out of here',
      { component: '../../etc/passwd' },
      /^component "\.\.\/\.\.\/etc\/passwd" is a path/,
    ],
    ['an absolute path for a component', { component: '/etc/passwd' }, /^component "\/etc\/passwd" is a path/],
    [
      'an unknown priority',
      { priority: 'urgent' },
      /^priority "urgent" is unknown\. Use critical, high, medium or low/,
    ],
    ['an empty priority', { priority: '' }, /^priority "" is unknown/],
    ['an unknown folder', { folder: '../..' }, /folder/],
    ['an id that is a path', { depends_on: ['../../etc/passwd'] }, /^depends_on: "\.\.\/\.\.\/etc\/passwd" is no id/],
    ['an id that is empty', { blocks: ['TASK-001', ''] }, /^blocks: "" is no id/],
    ['a label that is blank', { labels: ['a', ' '] }, /^labels: It is empty/],
    ['a criterion that says nothing', { acceptance_criteria: ['- [ ] '] }, /^acceptance_criteria: .* says nothing/],
    [
      'a human action that waits',
      { item_type: 'human_action', depends_on: ['TASK-001'] },
      /^depends_on: a human action/,
    ],
    ['a folder that is not there', { repo_path: '/nowhere' }, /There is no folder \/nowhere/],
    ['a NUL in the path', { repo_path: '/a\0b' }, /NUL/],
  ])('%s', async (_case, input, message) => {
    await expectRefusal(input, message);
  });

  test.each([
    ['../../etc/passwd', 'ACTION-001-etc-passwd'],
    ['TASK-001', 'ACTION-001-task-001'],
    ['CON', 'ACTION-001-con-action'],
    ['..', 'ACTION-001-action'],
  ])('a title like %s is a title and no path', async (title, folder) => {
    const { location } = await create(on.root, { item_type: 'human_action', title });
    expect(location).toBe(`human-actions/${folder}`);
    expect(readdirSync(join(on.root, 'human-actions')).toSorted()).toEqual([folder, 'actions.md']);
  });
});

describe('what is in the way', () => {
  let outside: string;
  beforeEach(() => {
    outside = mkdtempSync(join(tmpdir(), 'agent-toolkit-outside-'));
    onTestFinished(() => rmSync(outside, { recursive: true, force: true }));
  });
  const clear = () => rmSync(join(on.root, 'tasks'), { recursive: true });

  test.each([
    ['tasks is a file', () => writeFileSync(join(on.root, 'tasks'), ''), /^Nothing was created: tasks is a file/],
    ['tasks/active is a file', () => on.write('tasks/active', ''), /^Nothing was created: tasks\/active is a file/],
    [
      'tasks leads out of the repository',
      () => symlinkSync(outside, join(on.root, 'tasks')),
      /^Nothing was created\. .* leads out of the repository/,
    ],
    [
      'tasks leads nowhere',
      () => symlinkSync('nowhere', join(on.root, 'tasks')),
      /^Nothing was created: tasks is a link to nothing/,
    ],
    [
      'no number is left',
      () => on.write('tasks/completed/TASK-999999999.md', ''),
      /no number is left after TASK-999999999/,
    ],
  ])('%s', async (_case, arrange, message) => {
    clear();
    arrange();
    await expectRefusal({}, message);
    expect(readdirSync(outside)).toEqual([]);
  });

  test.each([
    [
      'is a folder',
      () => mkdirSync(join(on.root, 'human-actions/actions.md'), { recursive: true }),
      /actions\.md is a folder/,
    ],
    [
      'leads out of the repository',
      () => symlinkSync(join(outside, 'x'), join(on.root, 'human-actions/actions.md')),
      /actions\.md (?:is a link|cannot be read)/,
    ],
    ['is no text', () => on.write('human-actions/actions.md', 'a\0b'), /actions\.md holds NUL bytes/],
  ])('actions.md %s', async (_case, arrange, message) => {
    on.commit({ 'human-actions/README.md': '' });
    arrange();
    await expectRefusal({ item_type: 'human_action' }, message);
    expect(readdirSync(outside)).toEqual([]);
  });

  test.each([
    ['without a table', 'Nothing yet.\n'],
    ['with a table of something else', '| Person | Phone |\n|---|---|\n| A | 1 |\n'],
  ])('actions.md %s gets one, and keeps what it has', async (_case, before) => {
    on.commit({ 'human-actions/actions.md': before });
    await create(on.root, { item_type: 'human_action', title: 'Order it' });
    const after = on.read('human-actions/actions.md');
    expect(after.startsWith(before)).toBe(true);
    expect(after).toMatch(/\| ACTION-001 \| Order it \| medium \| pending \|/);
  });
});

describe('another creator', () => {
  async function holder(itemId: string, ...name: readonly string[]) {
    const script = join(import.meta.dirname, '../support/hold-lock.ts');
    const child = spawn(process.execPath, [script, join(on.root, '.git'), itemId, ...name], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    expect(String((await once(child.stdout, 'data'))[0])).toBe('held\n');
    return child;
  }

  test('that is killed while it holds the lock does not stop the next', async () => {
    (await holder('create_work_item', 'creation')).kill('SIGKILL');
    (await holder('create_work_item')).kill('SIGKILL');
    expect(await create(on.root)).toMatchObject({
      item_id: 'TASK-002',
      committed: on.git('rev-parse', 'HEAD'),
      warnings: [],
    });
  });

  test('that is killed while another waits sets that one free', async () => {
    const child = await holder('create_work_item', 'creation');
    const created = create(on.root);
    await wait(300);
    expect(existsSync(join(on.root, 'tasks/active/TASK-002.md'))).toBe(false);
    child.kill('SIGKILL');
    expect((await created).item_id).toBe('TASK-002');
  });

  test('that does not end is waited for as long as the timeout says', async () => {
    await holder('create_work_item', 'creation');
    await expectRefusal(
      { timeout: 1 },
      /^Nothing was created within 1 s\. create_work_item is being processed .* by process \d+ since /,
    );
  });

  test('is not waited for when the caller gives up', async () => {
    await holder('create_work_item', 'creation');
    const controller = new AbortController();
    const created = create(on.root, {}, controller.signal);
    setTimeout(() => controller.abort(), 300);
    await expect(created).rejects.toMatchObject({ name: 'AbortError' });
    expect(status(on)).toEqual([]);
  });

  test('that only holds up the commit: the item is there', async () => {
    await holder('create_work_item');
    const result = await create(on.root, { timeout: 2 });
    expect(result).toMatchObject({
      item_id: 'TASK-002',
      committed: null,
      warnings: [expect.stringContaining('no time left')],
    });
    expect(status(on)).toEqual(['?? tasks/active/TASK-002.md']);
  });
});
