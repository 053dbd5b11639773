/** What a registry has of one image: its manifest, checked against its digests, its size and its platforms. */
import { inParallel } from '../in-parallel.ts';
import { mostPlatforms, platformsAtOnce } from './limits.ts';
import { configPlatform, type ImageManifest, type IndexEntry, isImageConfig, readManifest } from './manifest.ts';
import { type ImageReference, isDigest } from './reference.ts';
import { digestOf, type FetchedManifest, type Listing, type Registry } from './registry.ts';
import { RegistryError } from './registry-error.ts';

export interface PlatformSize {
  /** `linux/arm64/v8`; empty where nothing tells. */
  readonly platform: string;
  /** Configuration and layers, as they are transferred; bytes. */
  readonly size: number;
}

export interface FoundImage {
  readonly kind: 'found';
  readonly digest: string;
  readonly mediaType: string;
  readonly platforms: readonly PlatformSize[];
  /** Platforms of the index that were not looked at, since there are so many. */
  readonly unread: number;
}

/** The image is not there. */
export interface MissingImage {
  readonly kind: 'missing';
  readonly message: string;
  /** Tags of its repository; undefined when the registry does not tell or has no such repository. */
  readonly tags: Listing | undefined;
}

/**
 * What is there is not what it should be. differs: of another digest than the one that is pinned or stated. empty: without
 * layers. broken: parts are missing. unknown: in a format that cannot be read.
 */
export interface FaultyImage {
  readonly kind: 'differs' | 'empty' | 'broken' | 'unknown';
  readonly message: string;
}

export type ImageSeen = FoundImage | MissingImage | FaultyImage;

/** Asks for the tag, where there is one, else for the digest. @throws RegistryError, the signal's reason */
export async function lookAtImage(
  registry: Registry,
  reference: ImageReference,
  signal: AbortSignal,
): Promise<ImageSeen> {
  const { repository, tag, digest: pinned } = reference;
  const wanted = tag ?? pinned ?? '';
  let fetched: FetchedManifest;
  try {
    fetched = await registry.manifest(repository, wanted, signal);
  } catch (error) {
    if (!(error instanceof RegistryError && error.kind === 'notFound')) throw error;
    return { kind: 'missing', message: error.message, tags: await knownTags(registry, repository, signal) };
  }
  const fault = digestFault(fetched, pinned);
  if (fault !== undefined) return { kind: 'differs', message: fault };
  const { digest, mediaType, body } = fetched;
  const manifest = readManifest(body, mediaType);
  if (manifest === undefined) {
    return { kind: 'unknown', message: `the manifest is of a format that holds no sizes (${mediaType || 'unnamed'})` };
  }
  const seen =
    manifest.kind === 'image'
      ? await lookAtSingle(registry, repository, manifest, signal)
      : await lookAtIndex(registry, repository, manifest.entries, signal);
  return 'kind' in seen ? seen : { kind: 'found', digest, mediaType, ...seen };
}

type Seen = FaultyImage | Pick<FoundImage, 'platforms' | 'unread'>;

/** What is wrong with the digest of what came, in words. */
function digestFault({ body, statedDigest }: FetchedManifest, pinned: string | undefined): string | undefined {
  if (statedDigest !== undefined && isDigest(statedDigest)) {
    const actual = digestOf(body, statedDigest);
    if (actual !== statedDigest) return `the registry calls it ${statedDigest}, and its content is ${actual}`;
  }
  if (pinned === undefined) return undefined;
  const actual = digestOf(body, pinned);
  return actual === pinned ? undefined : `it is ${actual}, and ${pinned} is pinned`;
}

async function lookAtSingle(
  registry: Registry,
  repository: string,
  manifest: ImageManifest,
  signal: AbortSignal,
): Promise<Seen> {
  if (isEmpty(manifest)) return emptyImage('the image');
  const { config, size } = manifest;
  if (!isImageConfig(config.mediaType) || !isDigest(config.digest)) {
    return { platforms: [{ platform: '', size }], unread: 0 };
  }
  try {
    const platform = configPlatform(await registry.blob(repository, config.digest, signal));
    return { platforms: [{ platform, size }], unread: 0 };
  } catch (error) {
    if (!(error instanceof RegistryError)) throw error;
    if (error.kind === 'notFound') return { kind: 'broken', message: `its configuration is missing: ${error.message}` };
    // Only the platform is not known then; the manifest holds the rest.
    return { platforms: [{ platform: '', size }], unread: 0 };
  }
}

async function lookAtIndex(
  registry: Registry,
  repository: string,
  entries: readonly IndexEntry[],
  signal: AbortSignal,
): Promise<Seen> {
  if (entries.length === 0) return { kind: 'empty', message: 'the index names no image' };
  const read = entries.slice(0, mostPlatforms);
  const seen = await inParallel(read, platformsAtOnce, (entry) => lookAtPlatform(registry, repository, entry, signal));
  const fault = seen.find((one) => 'kind' in one);
  const platforms = seen.filter((one) => 'size' in one);
  return fault ?? { platforms, unread: entries.length - read.length };
}

async function lookAtPlatform(
  registry: Registry,
  repository: string,
  { digest, platform }: IndexEntry,
  signal: AbortSignal,
): Promise<PlatformSize | FaultyImage> {
  const which = platform === '' ? digest : platform;
  if (!isDigest(digest)) return { kind: 'broken', message: `its index names no digest for ${which}` };
  let fetched: FetchedManifest;
  try {
    fetched = await registry.manifest(repository, digest, signal);
  } catch (error) {
    if (!(error instanceof RegistryError && error.kind === 'notFound')) throw error;
    return { kind: 'broken', message: `its manifest for ${which} is missing: ${error.message}` };
  }
  const fault = digestFault(fetched, digest);
  if (fault !== undefined) return { kind: 'differs', message: `its manifest for ${which}: ${fault}` };
  const manifest = readManifest(fetched.body, fetched.mediaType);
  if (manifest?.kind !== 'image') {
    return { kind: 'unknown', message: `its manifest for ${which} is of a format that holds no sizes` };
  }
  return isEmpty(manifest) ? emptyImage(`its image for ${which}`) : { platform, size: manifest.size };
}

function isEmpty({ layers, size }: ImageManifest): boolean {
  return layers === 0 || size === 0;
}

function emptyImage(what: string): FaultyImage {
  return { kind: 'empty', message: `${what} has no content: it has no layers, or all are of size 0` };
}

async function knownTags(registry: Registry, repository: string, signal: AbortSignal): Promise<Listing | undefined> {
  try {
    return await registry.tags(repository, signal);
  } catch (error) {
    if (!(error instanceof RegistryError)) throw error;
    return undefined;
  }
}
