/** How long registries may take, and how much they may send. */

export interface RegistryLimits {
  /** Longest wait for one answer; milliseconds. */
  readonly requestMs: number;
  /** For all that is asked about one image; milliseconds. */
  readonly imageMs: number;
  /** Pause before the second and last attempt after a transient failure; milliseconds. */
  readonly retryMs: number;
  /** A registry that asks for a longer pause is not asked again; milliseconds. */
  readonly longestPauseMs: number;
}

export const defaultRegistryLimits: RegistryLimits = {
  requestMs: 10_000,
  imageMs: 30_000,
  retryMs: 2_000,
  longestPauseMs: 10_000,
};

/** Images that are looked at at once. */
export const imagesAtOnce = 4;
/** Platforms of one image that are looked at at once. */
export const platformsAtOnce = 2;
/** Manifests and configurations: the distribution specification wants registries to take 4 MiB. */
export const manifestBytes = 4 * 1024 * 1024;
export const listBytes = 4 * 1024 * 1024;
export const tokenBytes = 1024 * 1024;
/** Entries asked for in one page of a list. */
export const pageSize = 1000;
export const mostPages = 10;
/** Platforms of an index that are looked at; images have about a dozen. */
export const mostPlatforms = 32;
