/** A look at the cluster as what rules may know of the objects in it. */
import type { Around, Known } from './health/around.ts';
import { RelatedObjects } from './health/related-objects.ts';
import { aroundOf } from './health/rules.ts';
import type { Circumstances } from './judgement.ts';
import { type KubeObject, refOf } from './kube-object.ts';
import type { Look } from './look.ts';
import { isNamed } from './plan.ts';

/** Everything in the look, the controllers that were read one by one, and what earlier looks have seen. */
export function aroundLook(look: Look, circumstances: Circumstances): Around {
  const { plan, memory, patience, addressRequired, controllers } = circumstances;
  const read = [...controllers.values()].filter((object) => object !== undefined);
  const gone = new Set([...controllers].flatMap(([text, object]) => (object === undefined ? [text] : [])));
  const listed = [look.pods, look.deployments, look.services, look.slices, look.others].flat();
  const known: Known = {
    now: look.at,
    grace: {
      pullMs: patience.pullGraceMs,
      schedulingMs: patience.schedulingGraceMs,
      metricsMs: patience.schedulingGraceMs,
      nodeMs: patience.schedulingGraceMs,
    },
    earlier: memory,
    // What is listed later is the newer picture.
    objects: new RelatedObjects([...read, ...listed], { partial: false, gone }),
    needsAddress: (service: KubeObject) =>
      addressRequired || plan.named.some((wanted) => isNamed(plan, wanted, refOf(service, 'Service'))),
    answeringHosts: new Set(),
    holdsPush: undefined,
  };
  return aroundOf(known);
}
