/** create_work_item on a repository: what its tests call. */

import { BacklogReaders } from '../../src/backlog/read/backlog-readers.ts';
import type { ToolInput, ToolResult } from '../../src/tools/contract.ts';
import { createWorkItem } from '../../src/tools/create-work-item.ts';
import type { TemporaryRepository } from './temporary-repository.ts';

export const silent = { signal: new AbortController().signal, progress: () => {}, log: () => {} };

/** Creates a bug, unless the input says otherwise. */
export function create(
  root: string,
  input: Partial<ToolInput<'create_work_item'>> = {},
  signal = silent.signal,
): Promise<ToolResult<'create_work_item'>> {
  const base = { item_type: 'bug', title: 'Registry refuses pushes', description: 'It answers 500.' } as const;
  return createWorkItem({ ...base, repo_path: root, ...input }, new BacklogReaders(), { ...silent, signal });
}

/** Paths that git calls changed or unknown, with its two letters. */
export function status(on: TemporaryRepository): string[] {
  const output = on.git('status', '--porcelain', '--untracked-files=all', '-z');
  return output.split('\0').filter((line) => line !== '');
}

/** Files of the last commit. */
export function committedFiles(on: TemporaryRepository): string[] {
  return on.git('show', '--format=', '--name-only', 'HEAD').split('\n').toSorted();
}
