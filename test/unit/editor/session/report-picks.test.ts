import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { reportPicks } from '../../../../src/editor/session/report-picks.ts';

test('reports are offered, the newest first, below the last verification', async () => {
  const root = await mkdtemp(join(tmpdir(), 'report-picks-'));
  const files = [
    'docs/reports/session-2026-11-27-aaaaaaaa.md',
    'docs/reports/session-2026-11-29-bbbbbbbb.md',
    'docs/reports/notes.md',
    'docs/retrospectives/retrospective-2026-11-28-0420.md',
  ];
  for (const folder of ['docs/reports', 'docs/retrospectives']) await mkdir(join(root, folder), { recursive: true });
  for (const file of files) await writeFile(join(root, file), '');
  const lastVerification = { repository: root, itemId: 'TASK-004', status: 'failed', message: 'No.' } as const;
  const folders = [{ root, name: 'shop' }];
  const labels = async (last: Parameters<typeof reportPicks>[1]) =>
    (await reportPicks(folders, last)).map(
      ({ label, place }) => `${label}${place === undefined ? '' : ` ${place.file}`}`,
    );
  const kept = [
    '$(run-all) Session 2026-11-29 docs/reports/session-2026-11-29-bbbbbbbb.md',
    '$(history) Retrospective 2026-11-28 04:20 docs/retrospectives/retrospective-2026-11-28-0420.md',
    '$(run-all) Session 2026-11-27 docs/reports/session-2026-11-27-aaaaaaaa.md',
  ];
  expect(await labels(lastVerification)).toEqual(['$(verified) Verification of TASK-004', ...kept]);
  expect(await labels(undefined)).toEqual(kept);
});
