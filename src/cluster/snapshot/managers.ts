/** Who applies an object. Pure. */
import { type KubeObject, refText } from '../kube-object.ts';

/** https://fluxcd.io/flux/components/kustomize/kustomizations/ and helmreleases: what the controllers write on what they apply. */
export function managersOf(object: KubeObject | undefined): string[] {
  const labels = object?.metadata?.labels ?? {};
  return (['kustomize', 'helm'] as const).flatMap((controller) => {
    const [name, namespace] = [
      labels[`${controller}.toolkit.fluxcd.io/name`],
      labels[`${controller}.toolkit.fluxcd.io/namespace`],
    ];
    const kind = controller === 'helm' ? 'HelmRelease' : 'Kustomization';
    return name === undefined ? [] : [refText({ kind, namespace: namespace ?? '', name })];
  });
}
