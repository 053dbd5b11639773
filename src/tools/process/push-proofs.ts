/** What the verification of a deployment has to find on the cluster: the commits of the task, as they were pushed. */
import type { Task } from '../../backlog/task.ts';
import type { PushProof } from '../../cluster/flux/push-proof.ts';
import { holdsCommit, isShallow, pushedWork } from '../../git/pushed.ts';
import type { Repository } from '../../git/repository.ts';
import type { Settings } from '../settings.ts';
import { deploysByPush } from './push-commits.ts';

/**
 * One for each repository whose upstream branch has the commits of the task, of earlier runs too. None for a task that is
 * not deployed by a push, nor where the commits wait in a pull request.
 */
export async function pushProofs(
  repositories: readonly Repository[],
  task: Pick<Task, 'id' | 'labels'>,
  push: Settings['push'],
): Promise<PushProof[]> {
  if (!deploysByPush(task) || push === 'pullRequest') return [];
  const proofs = await Promise.all(repositories.map((repository) => proofOf(repository, task.id)));
  return proofs.flatMap((proof) => proof ?? []);
}

/**
 * The same for a verification by itself, some time after the push. Where others pushed since, the clone may be behind. A
 * shallow one lacks older commits as well, so that one that it does not have says nothing there.
 */
export async function pastProofs(
  repositories: readonly Repository[],
  task: Pick<Task, 'id' | 'labels'>,
): Promise<PushProof[]> {
  const found = await Promise.all(
    repositories.map(async (repository): Promise<PushProof[]> => {
      const proofs = await pushProofs([repository], task, 'auto');
      if (await isShallow(repository)) return proofs;
      return proofs.map((proof) => ({ ...proof, isPast: true }));
    }),
  );
  return found.flat();
}

async function proofOf(repository: Repository, itemId: string): Promise<PushProof | undefined> {
  const work = await pushedWork(repository, itemId);
  if (work === undefined) return undefined;
  const { commit } = work;
  return { ...work, holds: (other) => holdsCommit(repository, commit, other) };
}
