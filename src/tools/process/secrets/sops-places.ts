/** Where SOPS looks for its configuration. */
import { posix } from 'node:path';

/** The places where SOPS looks for its configuration on behalf of a file, the nearest first. */
export function configPlaces(path: string): string[] {
  const places: string[] = [];
  for (let folder = posix.dirname(path); ; folder = posix.dirname(folder)) {
    places.push(posix.join(folder, '.sops.yaml'));
    if (folder === '.') return places;
  }
}
