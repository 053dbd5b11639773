/** Whether this cluster may be touched at all, and a kubeconfig that shows a process nothing but it. No network. */
import { randomUUID } from 'node:crypto';
import { rename, rm, writeFile } from 'node:fs/promises';
import { stringify } from 'yaml';
import { KubeconfigError, kubeconfigFiles, pickContext, readKubeconfig, scopedDocument } from './kubeconfig.ts';
import type { ClusterAccess } from './request.ts';

/**
 * ok: the context to use. nothing: no cluster is configured anywhere, so none can be harmed or checked.
 * blocked: one is, and it is not certain that it is the right one; the message says what to do.
 */
export type GuardVerdict =
  | { readonly status: 'ok'; readonly context: string; readonly cluster: string; readonly server: string }
  | { readonly status: 'nothing'; readonly message: string }
  | { readonly status: 'blocked'; readonly message: string };

/**
 * Decides which kube context may be used. It only reads kubeconfig files, never switches a context, and is cheap
 * enough to run before every criterion; whether the cluster answers is for the verification to find out.
 *
 * A context recorded in the repository must be the current one. A context that the user names is used whatever is
 * current, and must be the recorded one where one is recorded. With neither, nobody has said that this cluster may
 * be touched. Where the repository records the cluster's name or server, the context must have them, too: the same name
 * may stand for another cluster on another machine.
 */
export async function guardContext(access: ClusterAccess): Promise<GuardVerdict> {
  const { context: named, recordedContext: recorded } = access;
  if (named !== undefined && recorded !== undefined && named !== recorded) {
    return blocked(
      `The context "${named}" was named, and the repository records "${recorded}". ` +
        'Name the recorded one, or correct "cluster_context" in .agent-config.json.',
    );
  }
  try {
    const kubeconfig = await readKubeconfig(access);
    const wanted = named ?? recorded;
    if (kubeconfig === undefined) return withoutKubeconfig(access, wanted);
    const current = kubeconfig.currentContext;
    if (wanted === undefined) {
      if (current === undefined && kubeconfig.contexts.size === 0) {
        return { status: 'nothing', message: `The kubeconfig (${kubeconfig.files.join(', ')}) has no context.` };
      }
      const name = current ?? [...kubeconfig.contexts.keys()][0] ?? '';
      return blocked(
        `A kube context "${name}" exists, and nobody has said that it may be used for this repository. ` +
          `To allow it, write "cluster_context": "${name}" into .agent-config.json, or pass --context ${name}.`,
      );
    }
    if (named === undefined && current !== wanted) {
      const is = current === undefined ? 'no context is current' : `"${current}" is current`;
      return blocked(
        `The repository records the kube context "${wanted}", and ${is}. ` +
          `Make "${wanted}" the current context yourself (it is never switched for you), or pass --context ${wanted}.`,
      );
    }
    const { clusterName, server } = pickContext(kubeconfig, wanted);
    const other = otherCluster(access, wanted, clusterName, server);
    return other === undefined ? { status: 'ok', context: wanted, cluster: clusterName, server } : blocked(other);
  } catch (error) {
    if (error instanceof KubeconfigError) return blocked(error.message);
    throw error;
  }
}

/** What is wrong when the context leads to another cluster than the repository records. */
function otherCluster(access: ClusterAccess, context: string, name: string, server: string): string | undefined {
  const { recordedCluster, recordedServer } = access;
  const remedy = 'Correct the kubeconfig, or what .agent-config.json says.';
  if (recordedCluster !== undefined && recordedCluster !== name) {
    return `The context "${context}" leads to the cluster "${name}", and the repository records "${recordedCluster}" (cluster_name). ${remedy}`;
  }
  if (recordedServer !== undefined && addressOf(recordedServer) !== addressOf(server)) {
    return `The context "${context}" leads to the server ${server}, and the repository records ${recordedServer} (cluster_server). ${remedy}`;
  }
  return undefined;
}

/** The same text for `https://host`, `https://HOST:443/` and the like. */
function addressOf(server: string): string {
  return URL.canParse(server) ? new URL(server).href.replace(/\/+$/, '') : server;
}

/**
 * Writes a kubeconfig with this one context, its cluster and its user, readable by the owner alone (mode 0600).
 * Certificate and plugin paths are absolute, so the file works from anywhere.
 * @throws KubeconfigError when the context is not there
 */
export async function writeScopedKubeconfig(access: ClusterAccess, context: string, file: string): Promise<void> {
  const kubeconfig = await readKubeconfig(access);
  if (kubeconfig === undefined) throw new KubeconfigError(`There is no kubeconfig with the context "${context}".`);
  const text = stringify(scopedDocument(pickContext(kubeconfig, context)));
  // A mode given to writeFile does not change an existing file: write a new one and put it in its place.
  const temporary = `${file}.${randomUUID()}`;
  try {
    await writeFile(temporary, text, { mode: 0o600, flag: 'wx' });
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

function withoutKubeconfig(access: ClusterAccess, wanted: string | undefined): GuardVerdict {
  const searched = kubeconfigFiles(access).join(', ');
  if (wanted === undefined) return { status: 'nothing', message: `No kubeconfig (looked at ${searched}).` };
  const source = access.context === undefined ? 'is recorded in the repository' : 'was named';
  return blocked(
    `The kube context "${wanted}" ${source}, and there is no kubeconfig (looked at ${searched}). ` +
      'Set KUBECONFIG, or pass --kubeconfig FILE.',
  );
}

function blocked(message: string): GuardVerdict {
  return { status: 'blocked', message };
}
