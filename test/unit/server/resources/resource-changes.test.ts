/** What is watched while a client's requests overlap. */
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import type { Repository } from '../../../../src/git/repository.ts';
import { RepositoryFiles } from '../../../../src/server/resources/repository-files.ts';
import type { RepositoryLook } from '../../../../src/server/resources/repository-look.ts';
import { ResourceChanges } from '../../../../src/server/resources/resource-changes.ts';
import { openRepository } from '../../../../src/tools/repository-path.ts';
import { temporaryRepository } from '../../../support/temporary-repository.ts';

let files: RepositoryFiles;
let changes: ResourceChanges;
let repository: Repository;
/** Lets those go on who read a text. */
let letRead: () => void;
let reading: Promise<void>;

beforeEach(async () => {
  const on = temporaryRepository();
  onTestFinished(on.remove);
  repository = await openRepository(on.root);
  files = new RepositoryFiles();
  let gate = Promise.resolve();
  let began = () => {};
  letRead = () => {};
  const hold = () => {
    gate = new Promise((resolve) => {
      letRead = resolve;
    });
    reading = new Promise((resolve) => {
      began = resolve;
    });
  };
  const text = async () => {
    began();
    await gate;
    return { mimeType: 'text/markdown', text: 'x' };
  };
  const look = async () => ({ entries: [], text }) as unknown as RepositoryLook;
  changes = new ResourceChanges(files, look, { listChanged() {}, updated() {}, report() {} });
  onTestFinished(() => changes.close());
  await changes.subscribe('one', { kind: 'queue' }, repository);
  hold();
});

test('a subscription that begins is not lost when another one ends meanwhile', async () => {
  const subscribed = changes.subscribe('two', { kind: 'verifications' }, repository);
  await reading;
  changes.unsubscribe('one');
  letRead();
  await subscribed;
  expect(files.watched).toEqual([repository.root]);
  changes.unsubscribe('two');
  expect(files.watched).toEqual([]);
});

test('nor is a list that is being read', async () => {
  const release = await changes.hold(repository);
  changes.unsubscribe('one');
  changes.noteLists(new Map([[repository.root, []]]));
  release();
  expect(files.watched).toEqual([repository.root]);
  changes.noteLists(new Map());
  expect(files.watched).toEqual([]);
});
