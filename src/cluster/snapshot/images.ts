/** Which images a workload runs: what its template asks for, and what the nodes pulled for it. Pure. */
import type { Container, KubeObject, Pod } from '../kube-object.ts';
import type { RunningImage } from './snapshot.ts';

/** Of the object's template; of its pods where it has none. Each image once for each digest, in the order of the containers. */
export function imagesOf(object: KubeObject | undefined, pods: readonly Pod[]): RunningImage[] {
  const wanted = templateContainers(object) ?? pods.flatMap(containersOf);
  const images = new Map<string, RunningImage>();
  for (const { name, image } of wanted) {
    if (image === undefined) continue;
    const digests = new Set(pods.flatMap((pod) => digestsIn(pod, name, image)));
    for (const digest of digests.size === 0 ? [undefined] : digests)
      images.set(`${image} ${digest}`, { image, digest });
  }
  return [...images.values()];
}

function templateContainers(object: KubeObject | undefined): readonly Container[] | undefined {
  const spec = (object?.spec ?? {}) as { readonly template?: { readonly spec?: Pod['spec'] } };
  return spec.template?.spec === undefined ? undefined : containersOf({ spec: spec.template.spec });
}

function containersOf({ spec }: Pod): Container[] {
  return [...(spec?.initContainers ?? []), ...(spec?.containers ?? [])];
}

/** What was pulled for a container of the pod, where the pod asks for this image. */
function digestsIn(pod: Pod, container: string | undefined, image: string): string[] {
  if (!containersOf(pod).some((one) => one.name === container && one.image === image)) return [];
  const statuses = [...(pod.status?.initContainerStatuses ?? []), ...(pod.status?.containerStatuses ?? [])];
  const pulled = statuses.find(({ name }) => name === container)?.imageID ?? '';
  return pulled.match(/sha256:[0-9a-f]{64}$/) ?? [];
}
