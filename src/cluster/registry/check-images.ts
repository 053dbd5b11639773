/** Looks at images in registries that answer, and says what was found. */
import type { Findings } from '../findings.ts';
import { inParallel } from '../in-parallel.ts';
import type { Check } from '../verification.ts';
import { imageCheck, imageVerdict } from './image-verdict.ts';
import { imagesAtOnce } from './limits.ts';
import { lookAtImage } from './look-at-image.ts';
import type { PingedRegistry } from './ping-registries.ts';
import type { NamedImage, ReadImages } from './read-images.ts';
import type { Listing, RegistryAccess } from './registry.ts';
import { RegistryError } from './registry-error.ts';
import { registryRow } from './registry-verdict.ts';

/**
 * One row for each registry and each image. What could not be looked at in time, or without a login, is a failure that is none
 * of the task's.
 * @param signal ends it; what is not known by then was not looked at
 */
export async function checkImages(
  { readable, unreadable }: ReadImages,
  registries: readonly PingedRegistry[],
  access: RegistryAccess,
  signal: AbortSignal,
): Promise<Findings> {
  const catalogues = new Map(
    registries.map(({ registry }) => [registry.address.registry, readCatalogue(registry, access, signal)]),
  );
  const verdicts = await inParallel(readable, imagesAtOnce, async (image) => {
    const name = image.reference.registry;
    const pinged = registries.find(({ address }) => address.registry === name);
    if (pinged === undefined) throw new Error(`${name} was not asked.`);
    const started = performance.now();
    const budget = AbortSignal.timeout(access.limits.imageMs);
    const seen = await lookAtImage(pinged.registry, image.reference, AbortSignal.any([signal, budget])).catch(
      (error: unknown) => unseen(error, signal, budget, access.limits.imageMs),
    );
    const durationMs = Math.round(performance.now() - started);
    const { listing } = (await catalogues.get(name)) ?? unknownCatalogue;
    return imageVerdict({ ...image, asked: askedFor(pinged, image), seen, catalogue: listing, durationMs });
  });
  const rows = await Promise.all(
    registries.map(async (ping) => registryRow(ping, (await catalogues.get(ping.address.registry))?.note ?? '')),
  );
  const all = [...unreadable, ...verdicts];
  const failures = all.flatMap(({ failure }) => (failure === undefined ? [] : [failure]));
  return {
    checks: [...rows, ...all.map(({ check }) => check)],
    failures,
    warnings: [],
    isUnread: failures.some(({ scope }) => scope === 'external'),
    counts: imageCounts(all.map(({ check }) => check)),
  };
}

/** `2 of 3 images in the registry`; what was skipped does not count. */
export function imageCounts(rows: readonly Check[]): string {
  const asked = rows.filter(({ name, status }) => name === imageCheck && status !== 'skipped');
  const passed = asked.filter(({ status }) => status === 'pass').length;
  return `${passed} of ${asked.length} image${asked.length === 1 ? '' : 's'} in the registry`;
}

function askedFor({ registry }: PingedRegistry, { reference }: NamedImage): string {
  const { repository, tag, digest = '' } = reference;
  return `GET ${registry.manifestUrl(repository, tag ?? digest).href}`;
}

function unseen(error: unknown, signal: AbortSignal, budget: AbortSignal, imageMs: number): RegistryError {
  if (error instanceof RegistryError) return error;
  if (signal.aborted) return new RegistryError('timeout', 'the time of the verification was up');
  if (budget.aborted) return new RegistryError('timeout', `not all answers came within ${imageMs / 1000} s`);
  throw error;
}

interface Catalogue {
  readonly listing: Listing | undefined;
  /** For the row of the registry. */
  readonly note: string;
}

const unknownCatalogue: Catalogue = { listing: undefined, note: '' };

/** Optional in the specification, and closed in most registries: never a failure. */
async function readCatalogue(
  registry: PingedRegistry['registry'],
  { limits }: RegistryAccess,
  signal: AbortSignal,
): Promise<Catalogue> {
  const budget = AbortSignal.timeout(limits.requestMs);
  try {
    const listing = await registry.catalogue(AbortSignal.any([signal, budget]));
    const { length } = listing.names;
    const count = `${listing.isComplete ? '' : 'more than '}${length} ${length === 1 ? 'repository' : 'repositories'}`;
    return { listing, note: `its catalogue has ${count}` };
  } catch (error) {
    if (!(error instanceof RegistryError || signal.aborted || budget.aborted)) throw error;
    const isClosed = error instanceof RegistryError && !error.isTransient;
    return {
      listing: undefined,
      note: isClosed ? 'its catalogue is not open' : 'its catalogue could not be read in time',
    };
  }
}
