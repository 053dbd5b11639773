/** Images in their registries beside the rest of a verification: registries first, since nothing counts without an answer. */
import { blockedByRegistries } from '../blocked.ts';
import { isUnsafe } from '../command-outcome.ts';
import { type Findings, withFindings } from '../findings.ts';
import type { Verification } from '../verification.ts';
import { checkImages } from './check-images.ts';
import { checkUsedImages } from './check-used-images.ts';
import { CredentialStore } from './credentials.ts';
import { imageLinks } from './image-links.ts';
import type { RegistryLimits } from './limits.ts';
import { pingRegistries } from './ping-registries.ts';
import { readImages, registriesOf } from './read-images.ts';
import type { RegistryAccess } from './registry.ts';
import { registryFailure, registryRow } from './registry-verdict.ts';

export interface ImagesRequest {
  /** As the scope has them; where it has none, those of the pods in scope; undefined where images are not asked for. */
  readonly images: readonly string[] | undefined;
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
  const { images: stated } = request;
  if (stated === undefined) return look();
  const deadline = AbortSignal.timeout(request.timeoutMs);
  const ended = new AbortController();
  const either = AbortSignal.any([signal, deadline, ended.signal]);
  const notes = new Set<string>();
  const access: RegistryAccess = {
    overHttp: request.overHttp,
    credentials: new CredentialStore(request.env, either, (fault) =>
      notes.add(`No login to registries could be read: ${fault}.`),
    ),
    limits: request.limits,
    onRetry: (failure) => notes.add(`Tried once more after a failure that passes by itself: ${failure.message}`),
  };
  if (stated.length === 0) {
    const looked = await look();
    if (isUnsafe(looked) || looked.images === undefined || looked.images.length === 0) return looked;
    request.onProgress('Looking up the images of the pods in their registries');
    const found = await checkUsedImages(looked.images, access, either);
    signal.throwIfAborted();
    return withImages(looked, found, notes);
  }
  const images = readImages(stated);
  const names = registriesOf(images);
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
  return isUnsafe(looked) ? looked : withImages(looked, found, notes);
}

/** The failures of pods follow from those of their images. */
function withImages(looked: Verification, found: Findings, notes: ReadonlySet<string>): Verification {
  const links = imageLinks(found.failures, looked.images ?? []);
  return withFindings(looked, { ...found, links, warnings: [...notes, ...found.warnings] });
}
