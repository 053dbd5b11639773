/** What it means for a cluster that objects leave their manifests, or go back to what they were. Pure. */
import { at, keyOf, type ManifestObject, nameOf } from './manifest-objects.ts';
import { type Applier, isApplier, whyItStays } from './pruning.ts';

/** Names in one sentence. */
const mostNames = 10;

/** What a kind of object takes along, or leaves behind, when it is taken away; whether or not Flux prunes. */
const whenGone: Readonly<Record<string, string>> = {
  PersistentVolumeClaim: 'where it is deleted, the data written to it meanwhile may go with it',
  PersistentVolume: 'its data is not brought back',
  StatefulSet: 'the claims that it made stay, with their data',
  Namespace: 'where it is deleted, everything in it goes, also what others put there',
  CustomResourceDefinition: 'where it is deleted, all objects of its kind go with it',
  HelmRelease: 'what hooks of its chart did, and its CRDs, stay',
  Job: 'it has run, or may have; what it did (a migration, for example) stays',
  CronJob: 'what its jobs did stays',
  Secret: 'a password that was changed elsewhere along with it is not changed back there',
};

/** The same for an object that goes back to what it was. */
const whenChanged: Readonly<Record<string, string>> = {
  Job: 'it has run, or may have; a Job that ran cannot be changed, and what it did stays',
  Secret: 'a password that was changed elsewhere along with it is not changed back there',
};

/**
 * One sentence for each reason, with the objects it is about.
 * @param before objects of the changed files as they are
 * @param after the same as they will be
 */
export function takenAway(
  before: readonly ManifestObject[],
  after: readonly ManifestObject[],
  appliers: readonly Applier[],
): string[] {
  const left = new Map(after.map((object) => [keyOf(object), object]));
  const sentences = new Sentences();
  for (const object of before) {
    const then = left.get(keyOf(object));
    if (then === undefined) tellGone(object, appliers, sentences);
    else if (JSON.stringify(then.value) !== JSON.stringify(object.value)) tellChanged(object, then, sentences);
  }
  return sentences.all();
}

function tellGone(object: ManifestObject, appliers: readonly Applier[], sentences: Sentences): void {
  const stays = whyItStays(object, appliers);
  if (stays !== undefined) sentences.add(object, `leaves git, and may stay in the cluster: ${stays}`);
  if (isApplier(object) && at(object.value, 'spec', 'prune') !== true) {
    sentences.add(object, 'leaves git and does not prune: all that it applied stays in the cluster');
  }
  const more = whenGone[object.kind];
  if (more !== undefined) sentences.add(object, `leaves git: ${more}`);
}

function tellChanged(object: ManifestObject, then: ManifestObject, sentences: Sentences): void {
  const more = whenChanged[object.kind];
  if (more !== undefined) sentences.add(object, `goes back to what it was: ${more}`);
  const storage = (of: ManifestObject) => at(of.value, 'spec', 'resources', 'requests', 'storage');
  if (object.kind === 'PersistentVolumeClaim' && storage(object) !== storage(then)) {
    sentences.add(object, 'goes back to what it was: a claim that has grown cannot shrink, the cluster refuses that');
  }
}

/** Objects by what is said of them. */
class Sentences {
  readonly #names = new Map<string, string[]>();

  add(object: ManifestObject, what: string): void {
    const names = this.#names.get(what) ?? [];
    this.#names.set(what, [...names, `${nameOf(object)} (${object.file})`]);
  }

  all(): string[] {
    return Array.from(this.#names, ([what, names]) => {
      const more = names.length > mostNames ? ` and ${names.length - mostNames} more` : '';
      return `${names.slice(0, mostNames).join(', ')}${more}: ${what}.`;
    });
  }
}
