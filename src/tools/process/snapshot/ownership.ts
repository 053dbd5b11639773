/** What a task is meant to change or repair: that stays its own, however it was before. */
import { stateFilesOf } from '../../../backlog/read/read-task.ts';
import type { Task } from '../../../backlog/task.ts';
import { deployedWith } from '../../../cluster/changes/deployed-with.ts';
import type { TouchedObject } from '../../../cluster/changes/touched.ts';
import { touchedObjects } from '../../../cluster/changes/touched-objects.ts';
import { isKustomizationFile } from '../../../cluster/gate/kustomizations.ts';
import { isNamed, type Plan } from '../../../cluster/plan.ts';
import type { ObjectState } from '../../../cluster/snapshot/snapshot.ts';
import type { Repository } from '../../../git/repository.ts';
import { taskChanges } from '../../verify/task-commits.ts';

/**
 * Tells of an object whether the scope names it, a commit of the task (of any of its runs) has a part in it, or the task's
 * text or such a commit names it in words.
 * @param repositories those that the task's work lies in
 * @param plan of the verification
 * @param text of the task
 */
export async function ownershipOf(
  repositories: readonly Repository[],
  task: Task,
  plan: Plan,
  text: string,
): Promise<(state: ObjectState) => boolean> {
  const work = await Promise.all(repositories.map((one) => workIn(one, task)));
  const objects = work.flatMap((one) => one.objects);
  const words = [task.title, text, ...work.flatMap((one) => one.messages)].join('\n');
  return (state) => isOwn(state, { plan, objects, words });
}

/** What the work of a task says of itself. */
export interface Work {
  readonly plan: Plan;
  /** In which commits have a part. */
  readonly objects: readonly TouchedObject[];
  /** Title and text of the task, messages of its commits. */
  readonly words: string;
}

/** Whether one of these makes the object the task's. Pure. */
export function isOwn(state: ObjectState, { plan, objects, words }: Work): boolean {
  return (
    plan.named.some((wanted) => isNamed(plan, wanted, state)) ||
    objects.some((object) => concerns(object, state)) ||
    isWordIn(words, state.name)
  );
}

/** The object itself, or what Flux applies of it. */
function concerns({ kind, namespace, name }: TouchedObject, state: ObjectState): boolean {
  const isSame = kind === state.kind && name === state.name;
  if (isSame && (namespace === undefined || namespace === state.namespace)) return true;
  return state.managers.some((manager) => {
    return namespace === undefined
      ? manager.startsWith(`${kind} `) && manager.endsWith(`/${name}`)
      : manager === `${kind} ${namespace}/${name}`;
  });
}

function isWordIn(text: string, name: string): boolean {
  const escaped = name.replaceAll('.', '\\.');
  return new RegExp(`(?<![\\w-])${escaped}(?![\\w-])`, 'i').test(text);
}

async function workIn(
  repository: Repository,
  task: Task,
): Promise<{ readonly objects: readonly TouchedObject[]; readonly messages: readonly string[] }> {
  const changes = await taskChanges(repository, task.id);
  if (changes === undefined) return { objects: [], messages: [] };
  const { after, changed, messages } = changes;
  const own = new Set<string>(stateFilesOf(task));
  const files = deployedWith(
    after,
    changed.filter((path) => !own.has(path)),
  );
  // All objects of these files as they are deployed; what the kustomizations hold is among them.
  const manifests = files.filter((file) => !isKustomizationFile(file));
  return { objects: touchedObjects(after, after, manifests), messages };
}
