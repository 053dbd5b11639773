/** Images in their registries beside the rest of a verification: registries first, since nothing counts without an answer. */
import { blockedByRegistries } from '../blocked.ts';
import { isUnsafe } from '../command-outcome.ts';
import { withFindings } from '../findings.ts';
import type { Verification } from '../verification.ts';
import { checkImages } from './check-images.ts';
import { CredentialStore } from './credentials.ts';
import type { RegistryLimits } from './limits.ts';
import { pingRegistries } from './ping-registries.ts';
import { readImages } from './read-images.ts';
import type { RegistryAccess } from './registry.ts';
import { registryFailure, registryRow } from './registry-verdict.ts';

export interface ImagesRequest {
  /** As the scope has them. */
  readonly images: readonly string[];
  /** Hosts, with their port, that are spoken to over plain http; only the user's own settings name them. */
  readonly overHttp: readonly string[];
  /** Where DOCKER_CONFIG, HOME and the credential helpers on PATH are looked for. */
  readonly env: NodeJS.ProcessEnv;
  readonly limits: RegistryLimits;
  /** For everything; milliseconds. */
  readonly timeoutMs: number;
  /** One line on what is being done. */
  onProgress(message: string): void;
}

/**
 * The verification with what was found of the images. Blocked, and nothing else is looked at, where a registry does not answer.
 * @param look the rest of the verification; it runs beside the images
 * @throws what `look` throws; the signal's reason
 */
export async function verifyWithImages(
  request: ImagesRequest,
  signal: AbortSignal,
  look: () => Promise<Verification>,
): Promise<Verification> {
  if (request.images.length === 0) return look();
  const deadline = AbortSignal.timeout(request.timeoutMs);
  const ended = new AbortController();
  const either = AbortSignal.any([signal, deadline, ended.signal]);
  const notes = new Set<string>();
  const access: RegistryAccess = {
    overHttp: request.overHttp,
    credentials: new CredentialStore(request.env, either, (fault) => notes.add(`Registry credentials: ${fault}.`)),
    limits: request.limits,
    onRetry: (failure) => notes.add(`Tried once more after a failure that passes by itself: ${failure.message}`),
  };
  const images = readImages(request.images);
  const names = [...new Set(images.readable.map(({ reference }) => reference.registry))];
  if (names.length > 0) request.onProgress(`Asking ${names.join(', ')}`);
  const pings = await pingRegistries(names, access, either);
  signal.throwIfAborted();
  const failures = pings.flatMap(({ address, answer }) =>
    typeof answer === 'number' ? [] : [registryFailure(address, answer)],
  );
  if (failures.length > 0) {
    const rows = pings.map((ping) => registryRow(ping, ''));
    return { ...blockedByRegistries(failures, rows), warnings: [...notes] };
  }
  const looking = look().then(
    (looked) => {
      if (isUnsafe(looked)) ended.abort();
      return looked;
    },
    (error: unknown) => {
      ended.abort();
      throw error;
    },
  );
  const [looked, found] = await Promise.all([looking, checkImages(images, pings, access, either)]);
  signal.throwIfAborted();
  if (isUnsafe(looked)) return looked;
  return withFindings(looked, { ...found, warnings: [...notes, ...found.warnings] });
}
