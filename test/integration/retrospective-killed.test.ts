/** The engine killed at any moment of a retrospective: all of it is done, or none, and the next one goes on from there. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { BacklogReaders } from '../../src/backlog/read/backlog-readers.ts';
import { runRetrospective } from '../../src/tools/run-retrospective.ts';
import { defaultSettings } from '../../src/tools/settings.ts';
import { silent } from '../support/create-stage.ts';
import { killedAt } from '../support/killed-command.ts';
import { sampled } from '../support/sample.ts';
import { temporaryRepository } from '../support/temporary-repository.ts';

sampled(1 / 4);

const ids = ['TASK-001', 'TASK-002', 'TASK-003', 'TASK-004'];

const task = (id: string, fields: readonly string[]) =>
  [
    ...['---', `id: ${id}`, `title: Door ${id}`, 'status: active', 'priority: medium', ...fields, '---', ''],
    ...['## Acceptance Criteria', '', `- [ ] Paint ${id}`, ''],
  ].join('\n');

const files = {
  ...Object.fromEntries(ids.map((id) => [`tasks/active/${id}.md`, task(id, ['superseded_by: TASK-009'])])),
  'tasks/active/TASK-009.md': task('TASK-009', []),
};

/** How far through it is killed, of the time that it takes. */
const moments = Array.from({ length: 16 }, (_, index) => 0.3 + index * 0.05);

test.each(moments)('killed at %d of it', async (share) => {
  const on = temporaryRepository(files, { origin: true });
  // Something of the user's, which is theirs before and after.
  on.write('mine.txt', 'mine\n');
  try {
    await killedAt(share, ['retrospective', '--no-judge', '--repo', on.root], on.root);
    const settings = { ...defaultSettings, waitMinutes: 1 };
    const result = await runRetrospective({ repo_path: on.root, judge: false }, new BacklogReaders(), settings, silent);
    expect(result).toMatchObject({ success: true, refused: [] });
    expect([0, ids.length]).toContain(result.deprecations.length);
    expect(readdirSync(join(on.root, 'tasks/deprecated')).toSorted()).toEqual(ids.map((id) => `${id}.md`));
    expect(readdirSync(join(on.root, 'tasks/active'))).toEqual(['TASK-009.md']);
    expect([on.git('status', '--porcelain'), on.read('mine.txt')]).toEqual(['?? mine.txt', 'mine\n']);
    const subjects = on.git('log', '--format=%s').split('\n');
    expect(subjects.filter((subject) => subject.includes('deprecated'))).toHaveLength(1);
    expect(on.git('ls-remote', 'origin', 'refs/heads/main').split('\t')[0]).toBe(on.git('rev-parse', 'HEAD'));
  } finally {
    on.remove();
  }
});
