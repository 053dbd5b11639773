import { guardContext } from '../../cluster/context-guard.ts';
import { pickContext, readKubeconfig, type ScopedContext } from '../../cluster/kubeconfig.ts';
import type { ClusterAccess } from '../../cluster/request.ts';

/**
 * The context that was verified when the criterion began, looked up anew, since the agent has run meanwhile.
 * @returns undefined when it is another one now, or gone
 * @throws KubeconfigError
 */
export async function verifiedContext(access: ClusterAccess, context: string): Promise<ScopedContext | undefined> {
  const verdict = await guardContext(access);
  const kubeconfig = await readKubeconfig(access);
  if (verdict.status !== 'ok' || verdict.context !== context || kubeconfig === undefined) return undefined;
  return pickContext(kubeconfig, context);
}
