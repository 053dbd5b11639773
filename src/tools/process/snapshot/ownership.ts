/** What a task is meant to change or repair: that stays its own, however it was before. */
import { stateFilesOf } from '../../../backlog/read/read-task.ts';
import type { Task } from '../../../backlog/task.ts';
import { deployedWith } from '../../../cluster/changes/deployed-with.ts';
import type { TouchedObject } from '../../../cluster/changes/touched.ts';
import { touchedObjects } from '../../../cluster/changes/touched-objects.ts';
import { labelsFor } from '../../../cluster/check-kinds.ts';
import { type FluxName, fluxNameOf, isFluxNamed } from '../../../cluster/flux/flux-scope.ts';
import { isKustomizationFile } from '../../../cluster/gate/kustomizations.ts';
import { isNamed, type Plan } from '../../../cluster/plan.ts';
import { imageCheck } from '../../../cluster/registry/image-verdict.ts';
import type { Subject } from '../../../cluster/snapshot/external.ts';
import { isFluxKind } from '../../../cluster/snapshot/same-flux-trouble.ts';
import type { ObjectState } from '../../../cluster/snapshot/snapshot.ts';
import type { Repository } from '../../../git/repository.ts';
import { taskChanges } from '../../verify/task-commits.ts';
import { namesImage, namesObject, namesUrl, type Words } from './mentions.ts';
import { isRepair } from './repairs.ts';

/**
 * Tells of an object whether the scope names it, a commit of the task (of any of its runs) has a part in it, or the task's
 * text or such a commit names it in words. A health URL and an image are always named by a scope, which says where to look: they
 * are the task's where its words or a file that it changed name them, where it is a repair and states them itself, and images
 * where it is about images.
 * @param repositories those that the task's work lies in
 * @param plan of the verification
 * @param flux Flux objects that the scope names
 * @param text of the task
 */
export async function ownershipOf(
  repositories: readonly Repository[],
  task: Task,
  plan: Plan,
  flux: readonly string[],
  text: string,
): Promise<(subject: Subject) => boolean> {
  const work = await Promise.all(repositories.map((one) => workIn(one, task)));
  const objects = work.flatMap((one) => one.objects);
  const words = { title: task.title, text: [text, ...work.flatMap((one) => one.messages)].join('\n') };
  const fluxNames = flux.flatMap((name) => fluxNameOf(name) ?? []);
  const changed = work.flatMap((one) => one.texts).join('\n');
  const isAboutImages = labelsFor('images', task.labels).some((label) => label !== 'label verification');
  const statesRepair = task.verify !== undefined && isRepair(task);
  return (subject) => isOwn(subject, { plan, fluxNames, objects, words, changed, isAboutImages, statesRepair });
}

/** What the work of a task says of itself. */
export interface Work {
  readonly plan: Plan;
  readonly fluxNames: readonly FluxName[];
  /** In which commits have a part. */
  readonly objects: readonly TouchedObject[];
  readonly words: Words;
  /** Texts of the manifests that they changed. */
  readonly changed: string;
  readonly isAboutImages: boolean;
  /** Whether it is about something broken, and says itself what has to work. */
  readonly statesRepair: boolean;
}

/** Whether one of these makes it the task's. Pure. */
export function isOwn(subject: Subject, work: Work): boolean {
  const { plan, fluxNames, objects, words, changed, isAboutImages, statesRepair } = work;
  if ('check' in subject) {
    if (statesRepair) return true;
    const texts = [words.title, words.text, changed].join('\n');
    const { check, object } = subject;
    return check === imageCheck ? isAboutImages || namesImage(texts, object) : namesUrl(texts, object);
  }
  return (
    plan.named.some((wanted) => isNamed(plan, wanted, subject)) ||
    (isFluxKind(subject.kind) && fluxNames.some((name) => isFluxNamed(name, subject))) ||
    objects.some((object) => concerns(object, subject)) ||
    namesObject(words, subject)
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

interface OneWork {
  readonly objects: readonly TouchedObject[];
  readonly messages: readonly string[];
  readonly texts: readonly string[];
}

async function workIn(repository: Repository, task: Task): Promise<OneWork> {
  const changes = await taskChanges(repository, task.id);
  if (changes === undefined) return { objects: [], messages: [], texts: [] };
  const { after, changed, messages } = changes;
  const own = new Set<string>(stateFilesOf(task));
  const others = changed.filter((path) => !own.has(path));
  const files = deployedWith(after, others);
  // All objects of these files as they are deployed; what the kustomizations hold is among them.
  const manifests = files.filter((file) => !isKustomizationFile(file));
  const texts = others.flatMap((path) => after.files.texts.get(path) ?? []);
  return { objects: touchedObjects(after, after, manifests), messages, texts };
}
