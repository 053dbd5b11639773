/** What the commits of a task changed, as far as a verification looks at it; plain values, so that nothing here knows git. */

/** An object of a changed manifest, as it is deployed: namespace and name after kustomize and Flux. */
export interface TouchedObject {
  readonly apiVersion: string;
  readonly kind: string;
  /** Undefined where nothing names one: the object is of no namespace, or of the context's. */
  readonly namespace: string | undefined;
  readonly name: string;
  /** Another namespace that it deploys to: of a HelmRelease, of a Kustomization of Flux. */
  readonly targetNamespace?: string;
  /** Whether the cluster removes it by itself when it has ended: a Job with a time to live. */
  readonly isFleeting?: true;
}

export interface Touched {
  /** Whether the upstream branch has all of the commits, so that the cluster can have them too. */
  readonly isPushed: boolean;
  readonly objects: readonly TouchedObject[];
  /** Objects that were deployed before and are not any more. */
  readonly removed?: readonly TouchedObject[];
  /** What has to be built to see what the change comes to, as it is called in messages. */
  readonly builds: readonly string[];
}
