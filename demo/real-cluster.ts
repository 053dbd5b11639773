/** What `--real` would hand to Codex, and whether the user wants that: the demo's agent can change a real cluster. */
import { printable } from '../src/cli/printable.ts';
import { pickContext, readKubeconfig } from '../src/cluster/kubeconfig.ts';
import type { ClusterAccess } from '../src/cluster/request.ts';

/** The context that the demo's repository is to record. */
export interface RealCluster {
  readonly context: string;
  readonly cluster: string;
  readonly server: string;
}

/**
 * The context that the user's settings name, else the current one.
 * @returns undefined when there is no kubeconfig, or none of its contexts is named or current
 * @throws KubeconfigError when the kubeconfig cannot be used
 */
export async function findRealCluster(access: ClusterAccess): Promise<RealCluster | undefined> {
  const kubeconfig = await readKubeconfig(access);
  const wanted = access.context ?? kubeconfig?.currentContext;
  if (kubeconfig === undefined || wanted === undefined) return undefined;
  const { context, clusterName: cluster, server } = pickContext(kubeconfig, wanted);
  return { context, cluster, server };
}

/** What going on means; told before anything is made. */
export function realWarning({ context, cluster, server }: RealCluster): string {
  return `This is your real cluster, and Codex can change it.
  Context   ${printable(context)}
  Cluster   ${printable(cluster)}
  Server    ${printable(server)}

When a task is processed, Codex gets a kubeconfig of this context with your rights, and network access unless your
settings turn it off, and works by itself. The demo's tasks are about a shop that is not there: to do them it may
create, change or delete objects. The toolkit's own verification only reads.`;
}

export interface Consent {
  /** `--yes` was given. */
  readonly yes: boolean;
  /** Whether somebody sits at a terminal. */
  readonly isTerminal: boolean;
  /** Asks, and gives back what was typed. */
  ask(question: string): Promise<string>;
}

/** Asks whether to go on, unless `--yes` says so. Without a terminal nobody can be asked. */
export async function askToGoOn({ yes, isTerminal, ask }: Consent): Promise<'yes' | 'no' | 'nobody'> {
  if (yes) return 'yes';
  if (!isTerminal) return 'nobody';
  return /^y(es)?$/i.test((await ask('Go on? [y/N] ')).trim()) ? 'yes' : 'no';
}
