/** What has to be true before the first criterion runs. Every refusal says what to do. */
import { stateFilesOf } from '../../backlog/read/read-task.ts';
import type { Task } from '../../backlog/task.ts';
import { redactorOf } from '../../codex/secret-values.ts';
import { serverName } from '../../codex/server-section/server-entry.ts';
import { CodexStandby } from '../../codex/standby.ts';
import { gitClient } from '../../git/client.ts';
import { missingIdentity, operationInProgress, type Repository } from '../../git/repository.ts';
import { readRepositoryConfig } from '../../session/repository-config.ts';
import { clusterAccess, isVerifiedNowhere } from '../cluster-access.ts';
import { isLinked } from '../linked-path.ts';
import type { Settings } from '../settings.ts';
import type { ToolContext } from '../toolbox.ts';
import { askCodex } from './ask-codex.ts';
import { branchOf } from './head-guard.ts';
import { inPlace, relatedRuns } from './related-runs.ts';
import type { Report } from './report.ts';
import { type Run, RunStopped } from './run.ts';
import { makeRunFolders, removeRunFolders } from './run-folders.ts';
import { askerOf } from './step.ts';
import { Transcripts } from './transcripts.ts';

export interface PreflightRequest {
  readonly repository: Repository;
  /** Other repositories that may be changed. */
  readonly related: readonly Repository[];
  readonly task: Task;
  readonly settings: Settings;
  readonly context: ToolContext;
  readonly timeoutPerSection: number;
  readonly knownIds: ReadonlySet<string>;
  readonly report: Report;
  /** Whether a person decides after each try. */
  readonly step: boolean;
}

/** Checks repository and Codex and prepares the folders of the run. @throws RunStopped with the cause and the next step */
export async function preflight(request: PreflightRequest): Promise<Run> {
  const { repository, settings, task, context } = request;
  // Codex takes longer to answer than all of git; of two complaints the repository's comes first.
  const places = checkPlaces(repository, request.related, task);
  const [checked, asked] = await Promise.allSettled([places, askCodex([repository, ...request.related], settings)]);
  if (checked.status === 'rejected') throw checked.reason;
  if (asked.status === 'rejected') throw asked.reason;
  const branch = checked.value;
  const { servers, ...codex } = asked.value;
  const recorded = await readRepositoryConfig(repository.root);
  for (const warning of recorded.warnings) context.log('log', 'warning', warning);
  const redacted = redactorOf(process.env);
  const folders = await makeRunFolders(repository, task.id);
  const run: Run = {
    ...folders,
    repository,
    branch,
    related: [],
    place: undefined,
    itemId: task.id,
    settings,
    context,
    ...codex,
    // No run is to start another.
    disabledServers: servers.filter((name) => name === serverName),
    standby: new CodexStandby(folders.marker),
    redacted,
    transcripts: new Transcripts({ commonDir: repository.commonDir, itemId: task.id, redacted, log: context.log }),
    cluster: isVerifiedNowhere(task, recorded) ? undefined : clusterAccess(settings, recorded),
    timeoutPerSection: request.timeoutPerSection,
    knownIds: request.knownIds,
    clusterChanges: [],
    ask: askerOf(request.step, context),
    report: request.report,
  };
  if (request.report.sections_remaining.length > 0) run.standby.prepare();
  try {
    return { ...run, related: await relatedRuns(run, request.related) };
  } catch (error) {
    await run.standby.end();
    await removeRunFolders(run);
    throw error;
  }
}

/** @returns the branch that is checked out in the first one */
async function checkPlaces(repository: Repository, related: readonly Repository[], task: Task): Promise<string> {
  const branch = await checkRepository(repository);
  for (const one of related) await inPlace(one.root, () => checkRepository(one));
  for (const file of stateFilesOf(task)) await checkTaskFile(repository, file);
  return branch;
}

/** Whether commits can be made on the branch. @returns its name @throws RunStopped */
export async function checkRepository(repository: Repository): Promise<string> {
  const operation = operationInProgress(repository);
  if (operation !== undefined) {
    throw new RunStopped(
      `A ${operation} is in progress in ${repository.root}. Finish or abort it, then run again.`,
      'git',
    );
  }
  const branch = await branchOf(repository);
  const identity = await missingIdentity(repository);
  if (identity !== undefined) {
    throw new RunStopped(
      `git has no name and email to commit with. Set them (git config user.name, user.email). ${identity}`,
      'git',
    );
  }
  return branch;
}

/** The engine edits the file, and commits it as a whole. */
async function checkTaskFile({ root }: Repository, file: string): Promise<void> {
  if (await isLinked(root, file)) {
    throw new RunStopped(`${file} is a symbolic link, or lies behind one. Put the file itself there, then run again.`);
  }
  if ((await gitClient(root).raw(['ls-files', '--', file])) === '') {
    throw new RunStopped(`${file} is not in git. Commit it (git add --force where it is ignored), then run again.`);
  }
  if ((await gitClient(root).raw(['status', '--porcelain=v1', '-z', '--', file])) !== '') {
    throw new RunStopped(`${file} has edits that are not committed. Commit or revert them, then run again.`);
  }
}
