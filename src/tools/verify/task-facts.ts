/** What the plan of a task's checks is made from: its file, the repository's configuration, its commits, this machine. */
import { readVerify, verifyCode } from '../../backlog/parse/verify-field.ts';
import type { Task } from '../../backlog/task.ts';
import type { Touched } from '../../cluster/changes/touched.ts';
import type { TaskFacts } from '../../cluster/check-plan.ts';
import { findCodex } from '../../codex/locate.ts';
import type { Repository } from '../../git/repository.ts';
import type { RepositoryConfig } from '../../session/repository-config.ts';
import { findBuildTool } from '../process/gate/kustomize.ts';
import { findRelated } from '../related/find-related.ts';
import type { Settings } from '../settings.ts';
import { taskBody } from '../task-body.ts';
import { lintCommand } from './lint-script.ts';
import { changesIn, type TaskChanges } from './task-commits.ts';

export interface GatheredFacts {
  readonly facts: TaskFacts;
  /** One for each repository that they changed. */
  readonly changes: readonly TaskChanges[];
  /** Warnings on the repository's own configuration, and on what `verify:` of the task says. */
  readonly warnings: readonly string[];
}

/**
 * Reads files, git and PATH alone.
 * @param commandsBarred why commands are not run by whoever asks; undefined when they are
 * @throws InputError when the task's file cannot be read
 */
export async function taskFacts(
  repository: Repository,
  task: Task,
  config: RepositoryConfig,
  settings: Pick<Settings, 'codexPath'>,
  commandsBarred: string | undefined,
): Promise<GatheredFacts> {
  const common = readVerify(config.verify);
  const stated = task.verify ?? common.scope;
  const { root } = repository;
  const own = task.problems.filter(({ code }) => code === verifyCode);
  const ownFaults = own.map(({ file, range, message }) => `${file}:${range.start + 1}: ${message}`);
  const commonFaults = common.faults.map(({ message }) => `.agent-config.json: ${message}`);
  // What all tasks share counts for those that state nothing of their own.
  const lost = '.agent-config.json cannot be read, so whether it states a scope is not known. Mend it.';
  const shared = config.isUnreadable === true ? [lost] : commonFaults;
  const unread = [...ownFaults, ...(task.verify === undefined ? shared : [])];
  const warnings = [...config.warnings, ...commonFaults, ...ownFaults];
  const text = await taskBody(root, task);
  const known = { labels: task.labels, stated, text, ...(unread.length === 0 ? {} : { unread }) };
  if (stated === 'none') return { facts: known, changes: [], warnings };
  const [changes, lint, builds] = await Promise.all([
    findRelated(repository, process.env).then(({ agreed }) => changesIn(repository, agreed, task.id)),
    lintCommand(root),
    whyNoBuilds(settings),
  ]);
  const facts: TaskFacts = {
    ...known,
    ...(changes.length === 0 ? {} : { touched: touchedIn(changes) }),
    ...(lint === undefined ? {} : { lint }),
    barred: {
      ...(commandsBarred === undefined ? {} : { commands: commandsBarred }),
      ...(builds === undefined ? {} : { builds }),
    },
  };
  return { facts, changes, warnings };
}

/** What was touched in all repositories. */
function touchedIn(changes: readonly TaskChanges[]): Touched {
  return {
    isPushed: changes.every(({ touched }) => touched.isPushed),
    objects: changes.flatMap(({ touched }) => touched.objects),
    removed: changes.flatMap(({ touched }) => touched.removed ?? []),
    builds: changes.flatMap(({ touched }) => touched.builds),
  };
}

async function whyNoBuilds({ codexPath }: Pick<Settings, 'codexPath'>): Promise<string | undefined> {
  if ((await findBuildTool(process.env)) === undefined) return 'neither kustomize nor kubectl is on PATH';
  if ((await findCodex(codexPath, process.env)) !== undefined) return undefined;
  return 'the Codex CLI, in whose sandbox it is built, was not found';
}
