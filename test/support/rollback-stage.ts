/** Commits of runs as the engine makes them, without Codex: what the tests of rolling back play on. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { leaves } from '../../src/backlog/parse/criteria.ts';
import { readBacklog } from '../../src/backlog/read/read.ts';
import { recordingEdits } from '../../src/backlog/standard/edit/recording.ts';
import { findRepository } from '../../src/git/repository.ts';
import type { RollbackResult } from '../../src/tools/contract.ts';
import { criterionMessage } from '../../src/tools/process/messages.ts';
import type { Settings } from '../../src/tools/settings.ts';
import type { ToolContext } from '../../src/tools/toolbox.ts';
import { rollBackTask, type TaskRollback } from '../../src/workflow/rollback.ts';
import type { TemporaryRepository } from './temporary-repository.ts';

export const firstRun = 'aaaaaaaa-0c62-4f9e-9a42-0f8f4f5c1b2a';
export const secondRun = 'bbbbbbbb-0c62-4f9e-9a42-0f8f4f5c1b2a';

/** What one criterion changes: new texts by path, null for a file that goes. */
export interface Step {
  readonly criterion: string;
  readonly files: Readonly<Record<string, string | null>>;
  readonly summary?: string;
  /** Commands by which the agent changed the cluster itself. */
  readonly onCluster?: readonly string[];
}

/** Commits the steps one after the other, each with its tick, log line and trailers. */
export async function commitRun(
  on: TemporaryRepository,
  run: string,
  steps: readonly Step[],
  itemId = 'TASK-001',
): Promise<void> {
  for (const { criterion, files, summary = 'As asked.', onCluster = [] } of steps) {
    for (const [path, text] of Object.entries(files)) {
      if (text === null) rmSync(join(on.root, path));
      else on.write(path, text);
    }
    const task = (await readBacklog(on.root)).tasks.find(({ id }) => id === itemId);
    const address = leaves(task?.criteria ?? []).find(({ text }) => text === criterion)?.address;
    if (task === undefined || address === undefined) throw new Error(`No criterion "${criterion}"`);
    const entry = `2026-01-02 10:00: Done: ${criterion} – ${summary}`;
    for (const { file, edit } of recordingEdits(task, { address, date: '2026-01-02', entry })) {
      on.write(file, edit(on.read(file)));
    }
    const claim = { status: 'done', summary, evidence: [] } as const;
    const changes = onCluster.map((text) => ({ text, note: `${text} changed the cluster.` }));
    on.commit({}, criterionMessage({ itemId, id: run }, criterion, { ...claim, evidence: [] }, [], changes));
  }
}

/** Rolls back as the session does. */
export async function rollback(
  on: TemporaryRepository,
  options: Partial<Omit<TaskRollback, 'repository'>> & { signal?: AbortSignal; push?: Settings['push'] } = {},
): Promise<RollbackResult> {
  const { signal = new AbortController().signal, ...more } = options;
  const repository = await findRepository(on.root);
  if (repository === undefined) throw new Error(`${on.root} is no repository.`);
  const context: ToolContext = { signal, progress: () => {}, log: () => {} };
  const request = { itemId: 'TASK-001', selection: { kind: 'last' }, dryRun: false, push: 'auto' } as const;
  return rollBackTask({ repository, ...request, ...more }, context);
}
