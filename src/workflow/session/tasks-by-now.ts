/** The commits of a session by the ids that they have now: a push that had to rebase gave them others. */
import { findRepository, type Repository } from '../../git/repository.ts';
import { idsByNow } from '../../git/rewritten.ts';
import type { SessionTask } from '../../session/session-record.ts';

/** The same tasks; an id that no branch here tells a new one for stays. */
export async function tasksByNow(repository: Repository, tasks: readonly SessionTask[]): Promise<SessionTask[]> {
  const roots = new Set(tasks.flatMap(({ commits }) => commits.map(({ repository: root }) => root)));
  const byRoot = new Map<string | undefined, ReadonlyMap<string, string>>();
  for (const root of [undefined, ...roots]) {
    const one = root === undefined ? repository : await findRepository(root);
    const shas = tasks.flatMap((task) => shasIn(task, root));
    if (one !== undefined && !byRoot.has(root)) byRoot.set(root, await idsByNow(one, shas));
  }
  const now = (sha: string, root?: string) => byRoot.get(root)?.get(sha) ?? sha;
  return tasks.map((task) => ({
    ...task,
    commits: task.commits.map((commit) => ({ ...commit, sha: now(commit.sha, commit.repository) })),
    archived: task.archived === null ? null : { ...task.archived, sha: now(task.archived.sha) },
    rollback:
      task.rollback === null ? null : { ...task.rollback, commit: task.rollback.commit && now(task.rollback.commit) },
  }));
}

/** Those of one repository; undefined is the one with the task. */
function shasIn({ commits, archived, rollback }: SessionTask, root: string | undefined): string[] {
  const own = root === undefined ? [archived?.sha ?? '', rollback?.commit ?? ''] : [];
  const made = commits.filter(({ repository }) => repository === root).map(({ sha }) => sha);
  return [...made, ...own].filter((sha) => sha !== '');
}
