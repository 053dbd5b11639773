/** The credentials of registries, looked up when one asks for them, once for each. */
import { askHelper, type HelperAnswer } from './credential-helper.ts';
import { type Credentials, credentialSources, type DockerConfigReading, readDockerConfig } from './docker-config.ts';

export interface FoundCredentials {
  readonly credentials: Credentials | undefined;
  /** Why they could not be had, one sentence each, without a full stop. */
  readonly faults: readonly string[];
}

/** A credential store may ask its user to unlock it; at night nobody does. Milliseconds. */
const helperMs = 10_000;

export class CredentialStore {
  readonly #env: NodeJS.ProcessEnv;
  readonly #signal: AbortSignal;
  readonly #onFault: (fault: string) => void;
  readonly #found = new Map<string, Promise<FoundCredentials>>();
  #config: Promise<DockerConfigReading> | undefined;

  /**
   * @param env holds DOCKER_CONFIG and HOME, and PATH for the helpers
   * @param onFault told once why credentials could not be had, without anything secret
   */
  constructor(env: NodeJS.ProcessEnv, signal: AbortSignal, onFault: (fault: string) => void) {
    this.#env = env;
    this.#signal = signal;
    this.#onFault = onFault;
  }

  /** What Docker's configuration and its helpers have for a registry. @throws the signal's reason */
  of(registry: string): Promise<FoundCredentials> {
    const found = this.#found.get(registry) ?? this.#look(registry);
    this.#found.set(registry, found);
    return found;
  }

  async #look(registry: string): Promise<FoundCredentials> {
    this.#config ??= readDockerConfig(this.#env);
    const { config, fault } = await this.#config;
    const { helper, server, stored } = credentialSources(config, registry);
    const answer: HelperAnswer =
      helper === undefined
        ? { credentials: undefined }
        : await askHelper(helper, server, this.#env, helperMs, this.#signal);
    const faults = [fault, answer.fault].filter((text) => text !== undefined);
    for (const text of faults) this.#onFault(text);
    return { credentials: answer.credentials ?? stored, faults };
  }
}
