/** Whether all that a human action waits for is so. */
import type { Probe } from '../../backlog/until/probe.ts';
import { probeText } from '../../backlog/until/probe.ts';
import { ApiError } from '../../cluster/api-error.ts';
import { KubeconfigError } from '../../cluster/kubeconfig.ts';
import type { ClusterAccess, Patience } from '../../cluster/request.ts';
import { redact } from '../../codex/redact.ts';
import type { Settings } from '../settings.ts';
import { notYet, type ProbeAnswer } from './answer.ts';
import { ClusterDoor } from './cluster-door.ts';
import { probeCommand } from './probe-command.ts';
import { probeDns, type ResolveName } from './probe-dns.ts';
import { probeResource } from './probe-resource.ts';
import { probeSecret } from './probe-secret.ts';
import { probeUrl } from './probe-url.ts';

/** Longest time of one command; milliseconds. */
const commandLimitMs = 60_000;

export interface ProbesRequest {
  /** Real path of the work tree. */
  readonly root: string;
  readonly settings: Settings;
  readonly access: ClusterAccess;
  readonly resolve: ResolveName;
  readonly patience: Patience;
  readonly runsCommands: boolean;
  /** For all questions of the check together; milliseconds. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/** Asks the probes of one check; it holds one connection to the cluster, so it has to be closed. */
export class ProbeAsker {
  readonly #request: ProbesRequest;
  readonly #deadline: AbortSignal;
  readonly #signal: AbortSignal;
  readonly #door: ClusterDoor;
  readonly #endsAt: number;

  constructor(request: ProbesRequest) {
    this.#request = request;
    this.#endsAt = Date.now() + request.timeoutMs;
    this.#deadline = AbortSignal.timeout(request.timeoutMs);
    this.#signal = AbortSignal.any([request.signal, this.#deadline]);
    this.#door = new ClusterDoor(request.access, request.patience, this.#signal);
  }

  close(): Promise<void> {
    return this.#door.close();
  }

  /**
   * One after the other as they are listed, up to the first that is not true: the costly ones come last where their author
   * put them.
   * @returns true with all that was seen, or why not yet
   * @throws the caller's reason when cancelled
   */
  async all(probes: readonly Probe[]): Promise<ProbeAnswer> {
    const seen: string[] = [];
    for (const probe of probes) {
      const answer = await this.#one(probe);
      if (!answer.isTrue) return answer;
      seen.push(answer.said);
    }
    // Nothing that is asked for is no proof.
    return seen.length === 0 ? notYet('nothing is asked for') : { isTrue: true, said: seen.join('; ') };
  }

  async #one(probe: Probe): Promise<ProbeAnswer> {
    try {
      if (this.#deadline.aborted) throw this.#deadline.reason;
      const { isTrue, said } = await this.#ask(probe);
      this.#request.signal.throwIfAborted();
      return { isTrue, said: redact(said) };
    } catch (error) {
      this.#request.signal.throwIfAborted();
      const what = probeText(probe);
      if (this.#deadline.aborted) return notYet(redact(`${what}: the time of the check was up before an answer came`));
      if (error instanceof KubeconfigError) return notYet(redact(`the cluster was not looked at: ${error.message}`));
      if (isSystemError(error)) return notYet(redact(`${what}: it could not be asked (${error.message})`));
      if (!(error instanceof ApiError)) throw error;
      return notYet(redact(apiText(error, probe)));
    }
  }

  async #ask(probe: Probe): Promise<ProbeAnswer> {
    const signal = this.#signal;
    switch (probe.kind) {
      case 'dns':
        return probeDns(probe, this.#request.resolve, signal);
      case 'url':
        return probeUrl(probe, this.#request.patience, signal);
      case 'command': {
        const timeoutMs = Math.max(1, Math.min(commandLimitMs, this.#endsAt - Date.now()));
        return probeCommand(probe, { ...this.#request, timeoutMs, signal });
      }
    }
    const cluster = await this.#door.open();
    if (typeof cluster === 'string') return notYet(`the cluster was not looked at: ${cluster}`);
    if (probe.kind === 'secret') return probeSecret(probe, cluster.connection, signal);
    return probeResource(probe, cluster, this.#request.patience, signal);
  }
}

/** A full disk, no more processes: one probe less, and no reason to keep the others from theirs. */
function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error && 'code' in error;
}

function apiText(error: ApiError, probe: Probe): string {
  const what = probe.kind === 'secret' ? `Secret ${probe.namespace}/${probe.name}` : probeText(probe);
  if (error.kind === 'notFound') return `${what.replace(/ exists$/, '')} does not exist`;
  if (error.kind !== 'forbidden') return `the cluster gave no answer: ${error.message}`;
  return `the user of the kubeconfig may not look (${error.message}); allow it to get this kind there`;
}
