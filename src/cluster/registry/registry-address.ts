/** Where the API of a registry is, and how it may be spoken to. Pure. */
import { apiHost } from './reference.ts';

export interface RegistryAddress {
  /** As people name it. */
  readonly registry: string;
  /** Ends in a slash. */
  readonly url: URL;
  /** Plain http, since the user said so for this host. */
  readonly isOverHttp: boolean;
}

/**
 * The address of a registry.
 * @param overHttp hosts, with their port where it is not 80, that the user's settings name
 */
export function registryAddress(registry: string, overHttp: readonly string[]): RegistryAddress {
  const isOverHttp = overHttp.some((host) => host.toLowerCase() === registry.toLowerCase());
  return { registry, url: new URL(`${isOverHttp ? 'http' : 'https'}://${apiHost(registry)}/`), isOverHttp };
}

/** Whether a redirect of the registry may be followed there: within https, or on the very host that is over http. */
export function mayFollow({ url, isOverHttp }: RegistryAddress, next: URL): boolean {
  return next.protocol === 'https:' || (isOverHttp && next.protocol === 'http:' && next.host === url.host);
}
