/** Where no session may begin. */
import { readBacklog } from '../../backlog/read/read.ts';
import { type Repository, readHead } from '../../git/repository.ts';
import { InputError } from '../../tools/input-error.ts';
import { whereWorkIs } from '../../tools/no-work.ts';

/** A session commits a report whatever it finds: not into a repository that is none of tasks, nor where it would lie on no branch. @throws InputError */
export async function refuseForeign(repository: Repository): Promise<void> {
  const { root } = repository;
  const head = await readHead(repository);
  if (head === undefined) throw new InputError(`${root} has no commit yet. Make a first commit, then run again.`);
  if (head.branch === undefined) {
    throw new InputError(
      'HEAD is detached, so commits would lie on no branch. Check out a branch (a rebase has to be ended first), then run again.',
    );
  }
  if ((await readBacklog(root)).hasTasksFolder === false) throw new InputError(whereWorkIs(root));
}
