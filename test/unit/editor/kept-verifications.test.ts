import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  forgetVerification,
  keepOutdated,
  keepVerification,
  longestReport,
  mostKept,
  readVerifications,
} from '../../../src/editor/kept-verifications.ts';
import { keptVerificationsFolder } from '../../../src/editor/kept-verifications-folder.ts';

let commonDir: string;
const root = '/srv/shop';

beforeEach(async () => {
  commonDir = await mkdtemp(join(tmpdir(), 'kept-verifications-'));
});
afterEach(() => rm(commonDir, { recursive: true }));

const kept = (itemId: string, at = 1, more: { readonly message?: string; readonly report?: string } = {}) => {
  const { message = 'It crashes.', report = `# ${itemId}` } = more;
  return { verification: { repository: root, itemId, status: 'failed', message }, at, report } as const;
};
const ids = async (of = root) =>
  (await readVerifications(commonDir, of, of)).kept.map(({ verification }) => verification.itemId).toSorted();

test('the last one of a task is there for the next window, as that names the repository', async () => {
  await keepVerification(commonDir, root, kept('TASK-001'));
  await keepVerification(commonDir, root, kept('TASK-001', 2, { report: '# Again' }));
  await keepVerification(commonDir, root, kept('TASK-002'));
  const { kept: read } = await readVerifications(commonDir, root, '/linked');
  expect(read.toSorted((a, b) => b.at - a.at)).toEqual([
    {
      verification: { repository: '/linked', itemId: 'TASK-001', status: 'failed', message: 'It crashes.' },
      at: 2,
      report: '# Again',
    },
    { ...kept('TASK-002'), verification: { ...kept('TASK-002').verification, repository: '/linked' } },
  ]);
});

test('each work tree has its own', async () => {
  await keepVerification(commonDir, root, kept('TASK-001'));
  await keepVerification(commonDir, '/srv/other', kept('TASK-002'));
  expect(await ids()).toEqual(['TASK-001']);
  expect(await ids('/srv/other')).toEqual(['TASK-002']);
});

test('one that is outdated is forgotten, and a later one is not', async () => {
  await keepVerification(commonDir, root, kept('TASK-001', 5));
  await forgetVerification(commonDir, root, 'TASK-001', 4);
  expect(await ids()).toEqual(['TASK-001']);
  await forgetVerification(commonDir, root, 'TASK-001', 6);
  await forgetVerification(commonDir, root, 'TASK-001', 6);
  expect(await ids()).toEqual([]);
});

test('a task that was changed since is kept as one that is not verified', async () => {
  await keepVerification(commonDir, root, kept('TASK-001', 5));
  await keepOutdated(commonDir, root, 'TASK-001', 6);
  expect(await readVerifications(commonDir, root, '/linked')).toEqual({
    kept: [],
    outdated: [{ repository: '/linked', itemId: 'TASK-001', at: 6 }],
  });
});

test('secrets are masked, and a long report is cut', async () => {
  const token = `ghp_${'a1B2'.repeat(9)}`;
  const report = `password: hunter2-and-more\n${token}\n${'x'.repeat(longestReport)}`;
  await keepVerification(commonDir, root, kept('TASK-001', 1, { message: `Refused: ${token}`, report }));
  const folder = keptVerificationsFolder(commonDir);
  const [name = ''] = await readdir(folder);
  const text = await readFile(join(folder, name), 'utf8');
  expect(text).not.toContain(token);
  expect(text).not.toContain('hunter2');
  expect((await readVerifications(commonDir, root, root)).kept[0]?.report.length).toBeLessThan(longestReport + 10);
});

test('the oldest ones go when there are many', async () => {
  for (let at = 0; at <= mostKept; at += 1) await keepVerification(commonDir, root, kept(`TASK-${at}`, at));
  expect((await ids()).length).toBe(mostKept);
});

test('what cannot be read is none', async () => {
  expect(await ids()).toEqual([]);
  await keepVerification(commonDir, root, kept('TASK-001'));
  const folder = keptVerificationsFolder(commonDir);
  const [name = ''] = await readdir(folder);
  await writeFile(join(folder, name), '{"root":');
  await writeFile(join(folder, 'notes.txt'), 'mine');
  expect(await ids()).toEqual([]);
});
