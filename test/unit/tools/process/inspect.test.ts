import { join } from 'node:path';
import { expect, test } from 'vitest';
import { inspect } from '../../../../src/tools/process/inspect.ts';
import { temporaryRepository } from '../../../support/temporary-repository.ts';

test('where HEAD cannot be read, that is told when the work tree has been looked at', async () => {
  const on = temporaryRepository();
  on.remove();
  let failLook: (error: Error) => void = () => {};
  const look = new Promise<never>((_, reject) => {
    failLook = reject;
  });
  const gitDir = join(on.root, '.git');
  const repository = { root: on.root, gitDir, commonDir: gitDir };
  const one = { run: { repository }, work: { look: () => look } };
  let told: unknown;
  const inspected = inspect(one as never, [], {} as never).catch((error: unknown) => {
    told = error;
  });
  await new Promise(setImmediate);
  expect(told).toBeUndefined();
  failLook(new Error('no look'));
  await inspected;
  expect(String(told)).toMatch(/directory|ENOENT/i);
});
