/** The repository's cluster for the probes of one check: opened when the first of them asks, and by the context guard alone. */
import { type ClusterConnection, defaultConnectionLimits, openConnection } from '../../cluster/connection.ts';
import { guardContext } from '../../cluster/context-guard.ts';
import { Discovery } from '../../cluster/discovery.ts';
import { KubeconfigError, pickContext, readKubeconfig } from '../../cluster/kubeconfig.ts';
import type { ClusterAccess, Patience } from '../../cluster/request.ts';

export interface OpenCluster {
  readonly connection: ClusterConnection;
  readonly discovery: Discovery;
}

export class ClusterDoor {
  readonly #access: ClusterAccess;
  readonly #retryMs: number;
  readonly #signal: AbortSignal;
  #opened: Promise<OpenCluster | string> | undefined;

  constructor(access: ClusterAccess, { retryMs }: Pick<Patience, 'retryMs'>, signal: AbortSignal) {
    this.#access = access;
    this.#retryMs = retryMs;
    this.#signal = signal;
  }

  /** The cluster, or why it may not be looked at, as a sentence. */
  open(): Promise<OpenCluster | string> {
    this.#opened ??= this.#open().catch((error: unknown) => {
      if (error instanceof KubeconfigError) return error.message;
      throw error;
    });
    return this.#opened;
  }

  /** Closes what was opened. */
  async close(): Promise<void> {
    const opened = await this.#opened?.catch(() => undefined);
    if (typeof opened === 'object') await opened.connection.close();
  }

  async #open(): Promise<OpenCluster | string> {
    const guard = await guardContext(this.#access);
    if (guard.status !== 'ok') return guard.message;
    const kubeconfig = await readKubeconfig(this.#access);
    if (kubeconfig === undefined) return 'The kubeconfig is gone.';
    const limits = { ...defaultConnectionLimits, retryMs: this.#retryMs };
    const connection = await openConnection(pickContext(kubeconfig, guard.context), limits);
    return { connection, discovery: new Discovery(connection, this.#signal) };
  }
}
