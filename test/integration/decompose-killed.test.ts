/** The engine killed at any moment of a decomposition: all of it is done, or none, and the next one goes on from there. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openRepository } from '../../src/tools/repository-path.ts';
import { decomposeTask } from '../../src/workflow/decompose/decompose-task.ts';
import { silent, status } from '../support/create-stage.ts';
import { killedAt } from '../support/killed-command.ts';
import { sampled } from '../support/sample.ts';
import { temporaryRepository } from '../support/temporary-repository.ts';

sampled(1 / 4);

const steps = Array.from({ length: 8 }, (_, index) => `- [ ] Step ${index + 1}`);
const parent = [
  '---',
  'id: TASK-001',
  'title: Move',
  'status: active',
  '---',
  '',
  '## Acceptance Criteria',
  '',
  ...steps,
  '',
];

/** How far through it is killed, of the time that it takes. */
const moments = Array.from({ length: 12 }, (_, index) => 0.35 + index * 0.05);

test.each(moments)('killed at %d of it', async (share) => {
  const on = temporaryRepository({ 'tasks/active/TASK-001.md': parent.join('\n') });
  // Something of the user's, which is theirs before and after.
  on.write('mine.txt', 'mine\n');
  try {
    await killedAt(share, ['decompose', 'TASK-001', '--criteria-per-task', '1', '--repo', on.root], on.root);
    const repository = await openRepository(on.root);
    const request = { repository, itemId: 'TASK-001', now: new Date(), most: 1, commit: true };
    await decomposeTask(request, silent).catch((error: Error) => {
      expect(error.message).toMatch(/^TASK-001 is taken apart already/);
    });
    expect(readdirSync(join(on.root, 'tasks/backlog'))).toHaveLength(8);
    expect(on.read('tasks/active/TASK-001.md').match(/Decomposed into/g)).toHaveLength(1);
    expect([status(on), on.git('rev-list', '--count', 'HEAD')]).toEqual([['?? mine.txt'], '2']);
  } finally {
    on.remove();
  }
});
