/** The snapshot on disk. */
import { readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findRepository, type Repository } from '../../../../../src/git/repository.ts';
import { forgetSnapshot, keepSnapshot, readKept } from '../../../../../src/tools/process/snapshot/kept-snapshot.ts';
import { type TemporaryRepository, temporaryRepository } from '../../../../support/temporary-repository.ts';
import { probe, release, snapshot, state } from '../../../cluster/snapshot/state.ts';

let on: TemporaryRepository;
let repository: Repository;
let folder: string;
beforeEach(async () => {
  on = temporaryRepository({ 'app.yaml': '' });
  const found = await findRepository(on.root);
  if (found === undefined) throw new Error('no repository');
  repository = found;
  folder = join(found.commonDir, 'agent-toolkit/snapshots');
});
afterEach(() => on.remove());

test('is read as it was kept, by any spelling of the id, until it is forgotten', async () => {
  expect(await readKept(repository, 'TASK-007')).toBeUndefined();
  const warnings = [{ object: 'Pod shop/x', reason: 'BackOff', message: 'x', count: 2 }];
  const more = { warnings, flux: [release({ attempted: 'a' })], probes: [probe()] };
  const kept = { snapshot: snapshot([state(), state({ desired: undefined, uid: undefined })], more) };
  await keepSnapshot(repository, 'TASK-007', kept);
  expect(await readKept(repository, 'task-7')).toEqual(kept);
  expect(await readKept(repository, 'TASK-8')).toBeUndefined();
  expect(readdirSync(folder)).toEqual(['TASK-7.json']);
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  await keepSnapshot(repository, 'TASK-007', {});
  expect(await readKept(repository, 'TASK-007')).toEqual({});
  await forgetSnapshot(repository, 'TASK-007');
  await forgetSnapshot(repository, 'TASK-007');
  expect(readdirSync(folder)).toEqual([]);
});

test('one that an older version kept knows nothing of Flux, URLs and images', async () => {
  await keepSnapshot(repository, 'TASK-007', {});
  const { unseenKinds, flux, hasAllFlux, probes, ...old } = snapshot([state()]);
  writeFileSync(join(folder, 'TASK-7.json'), JSON.stringify({ snapshot: old }));
  const unknown = { unseenKinds: [], flux: [], hasAllFlux: false, probes: [] };
  expect(await readKept(repository, 'TASK-007')).toEqual({ snapshot: { ...old, ...unknown } });
});

test.each(['{"snapshot": {"at": 1}}', '{"snapshot"', '[]'])(
  'what is no snapshot of ours (%s) counts as none',
  async (text) => {
    await keepSnapshot(repository, 'TASK-007', {});
    writeFileSync(join(folder, 'TASK-7.json'), text);
    expect(await readKept(repository, 'TASK-007')).toBeUndefined();
  },
);
