/**
 * HEAD as git's files have it (gitrepository-layout(5)), for whoever asks again and again: a start of git costs more than
 * all that is asked. What they do not plainly tell (packed refs, other ref stores, links of refs) is git's to answer.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { HeadState } from './repository.ts';

const objectId = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;

/** Undefined where git has to be asked. */
export async function readHeadFiles(gitDir: string, commonDir: string): Promise<HeadState | undefined> {
  const head = await line(join(gitDir, 'HEAD'));
  if (objectId.test(head)) return { commit: head, branch: undefined };
  const branch = /^ref: refs\/heads\/(.+)$/.exec(head)?.[1];
  if (branch === undefined) return undefined;
  const commit = await line(join(commonDir, 'refs', 'heads', ...branch.split('/')));
  return objectId.test(commit) ? { commit, branch } : undefined;
}

async function line(file: string): Promise<string> {
  return readFile(file, 'utf8').then(
    (text) => text.trim(),
    () => '', // not there, or not readable: git says why
  );
}
