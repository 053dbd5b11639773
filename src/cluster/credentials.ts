/** Credentials that are read again when the API server refuses them: a plugin's and a token file's. */
import { readFile } from 'node:fs/promises';
import { type PluginCredential, runCredentialPlugin } from './credential-plugin.ts';
import type { Entry } from './kubeconfig.ts';

/** A token file is read again when what was read is older, as client-go does; milliseconds. */
const fileLifeMs = 60_000;

export class Credentials {
  readonly #user: Entry;
  readonly #cluster: Entry;
  readonly #limitMs: number;
  readonly #end = new AbortController();
  #pending: Promise<PluginCredential> | undefined;
  #validUntil = 0;
  #generation = 0;

  /**
   * @param user of a kubeconfig, with `exec` or `tokenFile`, or neither
   * @param limitMs longest run of the plugin; milliseconds
   */
  constructor(user: Entry, cluster: Entry, limitMs: number) {
    this.#user = user;
    this.#cluster = cluster;
    this.#limitMs = limitMs;
  }

  /** Counts how often they were read; hand it to `renew` when they were refused. */
  get generation(): number {
    return this.#generation;
  }

  /** What is known, or read now; calls at the same time share one reading. @throws Error, which says what is wrong */
  read(): Promise<PluginCredential> {
    if (this.#pending !== undefined && Date.now() < this.#validUntil) return this.#pending;
    this.#generation += 1;
    this.#validUntil = Number.POSITIVE_INFINITY;
    const pending = this.#readNow();
    this.#pending = pending;
    pending.then(
      ({ expirationTimestamp }) => {
        if (this.#pending !== pending) return;
        const expires = expirationTimestamp === undefined ? Number.NaN : Date.parse(expirationTimestamp);
        if (!Number.isNaN(expires)) this.#validUntil = expires;
      },
      () => {
        if (this.#pending === pending) this.#pending = undefined;
      },
    );
    return pending;
  }

  /**
   * Forgets what was refused, so that the next call reads anew.
   * @param refused the generation that was; a later one is kept
   * @returns whether reading again can bring anything else
   */
  renew(refused: number): boolean {
    if (this.#generation === refused) this.#pending = undefined;
    return this.#user['exec'] !== undefined || this.#user['tokenFile'] !== undefined;
  }

  /** Ends a plugin that still runs. */
  close(): void {
    this.#end.abort(new Error('the connection was closed'));
  }

  async #readNow(): Promise<PluginCredential> {
    const { exec, tokenFile } = this.#user;
    if (typeof tokenFile === 'string') {
      const token = (await readFile(tokenFile, 'utf8')).trim();
      return { token, expirationTimestamp: new Date(Date.now() + fileLifeMs).toISOString() };
    }
    return runCredentialPlugin(exec as Entry, this.#cluster, this.#limitMs, this.#end.signal);
  }
}
