/** Revisions as Flux writes them. Source: the Flux documentation of artifact revisions, RFC-0005. */

/**
 * Whether two revisions are the same: `main@sha1:HASH` is written `main/HASH` by versions before 2023, and a hash says
 * all where both have one. Build metadata of a chart's version (`1.2.0+2`) and a `v` before it say nothing.
 */
export function isSameRevision(a: string, b: string): boolean {
  const [hashOfA, hashOfB] = [commitOf(a), commitOf(b)];
  if (hashOfA !== undefined && hashOfB !== undefined) return hashOfA === hashOfB;
  return plain(a) === plain(b);
}

/** `main@sha1:0123456789`: as much of a revision as people compare. */
export function shortRevision(revision: string): string {
  const hash = commitOf(revision);
  return hash === undefined ? revision : revision.replace(hash, hash.slice(0, 10));
}

/** The hash of a revision, where it has one: of a git source, the commit. */
export function commitOf(revision: string): string | undefined {
  return /(?:^|[@:/])([0-9a-f]{40,128})$/.exec(revision)?.[1];
}

function plain(version: string): string {
  return version.replace(/^v(?=\d)/, '').replace(/\+.*$/, '');
}

/** Whether the text is one version and no range of versions. */
export function isExactVersion(version: string): boolean {
  return /^v?\d+\.\d+\.\d+(?:[-+][\w.+-]*)?$/.test(version);
}
