/** What the failing objects of a look have to do with each other: by owner, selector and the labels of Flux. Pure. */
import type { Around } from '../health/around.ts';
import { controllersOf } from '../health/pod-controllers.ts';
import { isFailing, type Judgement } from '../judgement.ts';
import { type Deployment, type KubeObject, type Pod, refOf, refText, type Service } from '../kube-object.ts';
import type { Link } from '../verification.ts';

/** Labels that Flux's controllers give to what they apply, with `/name` and `/namespace`. */
const appliers = [
  ['kustomize.toolkit.fluxcd.io', 'Kustomization'],
  ['helm.toolkit.fluxcd.io', 'HelmRelease'],
] as const;

/** With what fails when the object does: the controllers of a pod, and the Flux object that applies it. */
export function withLinks(judgement: Judgement, object: KubeObject): Judgement {
  if (!isFailing(judgement)) return judgement;
  const restsOn = refText(judgement.ref);
  const controllers = judgement.ref.kind === 'Pod' ? controllersOf(object as Pod).map(refText) : [];
  const links = [...controllers, ...appliersOf(object)].map((above) => ({ object: above, restsOn }));
  return links.length === 0 ? judgement : { ...judgement, links };
}

/** The same for a service, which rests on the pods that it selects, and on the Deployments that should make some. */
export function withServiceLinks(
  judgement: Judgement,
  service: Service,
  deployments: readonly Deployment[],
  { objects }: Around,
): Judgement {
  if (!isFailing(judgement)) return judgement;
  const object = refText(judgement.ref);
  const selected = [
    ...objects.selectedBy(service).map((pod) => refOf(pod, 'Pod')),
    ...deployments
      .filter((deployment) => selects(service, deployment))
      .map((deployment) => refOf(deployment, 'Deployment')),
  ];
  const links: Link[] = selected.map((ref) => ({ object, restsOn: refText(ref) }));
  return { ...judgement, links: [...links, ...(withLinks(judgement, service).links ?? [])] };
}

/** Whether the pods of the Deployment's template would be selected; a service without a selector selects none. */
function selects(service: Service, deployment: Deployment): boolean {
  if (service.metadata?.namespace !== deployment.metadata?.namespace) return false;
  const { template } = (deployment.spec ?? {}) as { template?: Pick<Pod, 'metadata'> };
  const labels = template?.metadata?.labels ?? deployment.spec?.selector?.matchLabels ?? {};
  const wanted = Object.entries(service.spec?.selector ?? {});
  return wanted.length > 0 && wanted.every(([key, value]) => labels[key] === value);
}

function appliersOf({ metadata }: KubeObject): string[] {
  return appliers.flatMap(([group, kind]) => {
    const [name, namespace] = [metadata?.labels?.[`${group}/name`], metadata?.labels?.[`${group}/namespace`]];
    return name === undefined || namespace === undefined ? [] : [refText({ kind, namespace, name })];
  });
}
