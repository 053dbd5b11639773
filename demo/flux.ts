/** Plays Flux: applies what a commit's manifests say, prunes what they no longer say, and reports the revision. */
import { type KubeObject, refOf, refText } from '../src/cluster/kube-object.ts';
import type { KubernetesApi } from '../test/support/kubernetes-api.ts';
import { timestamp } from '../test/support/kubernetes-store.ts';
import { BuildError, build, type Files } from './manifests.ts';

const namespace = 'flux-system';
const requestedAt = 'reconcile.fluxcd.io/requestedAt';

/** What puts an object into the cluster; Deployments need more than a plain put. */
export type Apply = (object: KubeObject) => void;

interface KustomizationSpec {
  readonly path: string;
  readonly prune?: boolean;
  readonly suspend?: boolean;
  readonly dependsOn?: readonly { readonly name: string }[];
}

export interface Flux {
  /** @param revision as Flux writes it: `main@sha1:…` */
  reconcile(files: Files, revision: string): void;
}

/** @param entry folder of the cluster, where the root Kustomization points */
export function createFlux(api: KubernetesApi, entry: string, apply: Apply): Flux {
  const inventory = new Map<string, readonly KubeObject[]>();

  /** Puts a Flux object with its status; annotations that somebody set on the cluster stay. */
  function put(object: KubeObject, status: object): void {
    const old = api.get(refOf(object));
    const annotations = { ...old?.metadata.annotations, ...object.metadata?.annotations };
    const handled = annotations[requestedAt];
    const metadata = { ...object.metadata, annotations };
    const stored = api.put({ ...object, metadata, status: old?.status ?? {} });
    const observedGeneration = stored.metadata.generation;
    const whole = {
      observedGeneration,
      ...(handled === undefined ? {} : { lastHandledReconcileAt: handled }),
      ...status,
    };
    api.put({ ...object, metadata, status: whole });
  }

  function reconcileOne(
    object: KubeObject,
    files: Files,
    revision: string,
    ready: ReadonlyMap<string, boolean>,
  ): boolean {
    const name = object.metadata?.name ?? '';
    const spec = object.spec as KustomizationSpec;
    const last = (api.get(refOf(object))?.status ?? {}) as { lastAppliedRevision?: string };
    const fail = (reason: string, message: string): false => {
      put(object, {
        ...applied(last),
        lastAttemptedRevision: revision,
        inventory: inventoryStatus(inventory.get(name) ?? []),
        conditions: [readyCondition(false, reason, message)],
      });
      return false;
    };
    if (spec.suspend) return last.lastAppliedRevision !== undefined;
    const waitsFor = spec.dependsOn?.find((dependency) => ready.get(dependency.name) !== true);
    if (waitsFor !== undefined) {
      return fail('DependencyNotReady', `dependency '${namespace}/${waitsFor.name}' is not ready`);
    }
    try {
      const objects = build(files, spec.path).filter(({ kind, metadata }) => {
        // Flux applies itself: its own objects get their status here, not by a plain put.
        return !(kind === 'GitRepository' || (kind === 'Kustomization' && metadata?.namespace === namespace));
      });
      for (const built of objects) apply(built);
      if (spec.prune) prune(inventory.get(name) ?? [], objects);
      inventory.set(name, objects);
    } catch (error) {
      if (error instanceof BuildError) return fail('BuildFailed', error.message);
      if (error instanceof Error) return fail('ReconciliationFailed', error.message);
      throw error;
    }
    put(object, {
      lastAppliedRevision: revision,
      lastAttemptedRevision: revision,
      inventory: inventoryStatus(inventory.get(name) ?? []),
      conditions: [readyCondition(true, 'ReconciliationSucceeded', `Applied revision: ${revision}`)],
    });
    return true;
  }

  function prune(before: readonly KubeObject[], now: readonly KubeObject[]): void {
    const kept = new Set(now.map((object) => refText(refOf(object))));
    for (const object of before) if (!kept.has(refText(refOf(object)))) api.remove(refOf(object));
  }

  return {
    reconcile(files, revision) {
      let roots: KubeObject[];
      try {
        roots = build(files, entry);
      } catch (error) {
        if (!(error instanceof BuildError)) throw error;
        const root = api.get({ kind: 'Kustomization', namespace, name: 'flux-system' });
        if (root !== undefined)
          put(root, { ...root.status, conditions: [readyCondition(false, 'BuildFailed', error.message)] });
        return;
      }
      for (const source of roots.filter(({ kind }) => kind === 'GitRepository')) {
        const artifact = { revision, lastUpdateTime: timestamp() };
        const message = `stored artifact for revision '${revision}'`;
        put(source, { artifact, conditions: [readyCondition(true, 'Succeeded', message)] });
      }
      const ready = new Map<string, boolean>();
      const kustomizations = roots.filter(({ kind }) => kind === 'Kustomization');
      for (const object of inOrder(kustomizations)) {
        ready.set(object.metadata?.name ?? '', reconcileOne(object, files, revision, ready));
      }
    },
  };
}

/** Those without dependencies first; the rest follows, and waits where its dependency is not ready. */
function inOrder(kustomizations: readonly KubeObject[]): KubeObject[] {
  const depth = (object: KubeObject) => ((object.spec as KustomizationSpec).dependsOn ?? []).length;
  return [...kustomizations].sort((a, b) => depth(a) - depth(b));
}

function applied(last: { lastAppliedRevision?: string }): object {
  return last.lastAppliedRevision === undefined ? {} : { lastAppliedRevision: last.lastAppliedRevision };
}

/** What a Kustomization applied, as Flux lists it: NAMESPACE_NAME_GROUP_KIND. */
function inventoryStatus(objects: readonly KubeObject[]): object {
  const idOf = ({ apiVersion = 'v1', kind, metadata }: KubeObject) => {
    const [group, version] = apiVersion.includes('/') ? apiVersion.split('/') : ['', apiVersion];
    return { id: `${metadata?.namespace ?? ''}_${metadata?.name}_${group}_${kind}`, v: version };
  };
  return { entries: objects.map(idOf) };
}

function readyCondition(holds: boolean, reason: string, message: string): object {
  return { type: 'Ready', status: holds ? 'True' : 'False', reason, message, lastTransitionTime: timestamp() };
}
