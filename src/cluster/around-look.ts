/** A look at the cluster as what rules may know of the objects in it. */
import type { Around } from './health/around.ts';
import { RelatedObjects } from './health/related-objects.ts';
import { aroundOf } from './health/rules.ts';
import type { Circumstances } from './judgement.ts';
import { knownLook } from './known-look.ts';
import { type KubeObject, refOf } from './kube-object.ts';
import type { Look } from './look.ts';
import { isNamed } from './plan.ts';
import type { Steps } from './turns.ts';

/** Everything in the look, the controllers that were read one by one, and what earlier looks have seen. */
export function* aroundLook(look: Look, circumstances: Circumstances): Steps<Around> {
  const { plan, memory, patience, addressRequired, controllers, related = [] } = circumstances;
  const { answeringHosts = new Set<string>() } = circumstances;
  const read = [...controllers.values()].filter((object) => object !== undefined);
  const gone = new Set([...controllers].flatMap(([text, object]) => (object === undefined ? [text] : [])));
  const objects = new RelatedObjects([], { partial: false, gone });
  // What is listed later is the newer picture.
  for (const list of [read, related, look.pods, look.deployments, look.services, look.slices, look.others]) {
    for (const object of list) {
      objects.add(object);
      yield;
    }
  }
  const needsAddress = (service: KubeObject) =>
    addressRequired || plan.named.some((wanted) => isNamed(plan, wanted, refOf(service, 'Service')));
  const seen = { now: look.at, earlier: memory, objects, needsAddress, answeringHosts };
  return aroundOf(knownLook(seen, patience));
}
