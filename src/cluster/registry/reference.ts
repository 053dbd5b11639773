/**
 * Image references as container runtimes read them (the grammar of github.com/distribution/reference): `web` is
 * docker.io/library/web:latest. Pure.
 */

export interface ImageReference {
  /** Host and port as people name it; Docker Hub is `docker.io`. */
  readonly registry: string;
  /** `library/web`, `shop/frontend`. */
  readonly repository: string;
  /** `latest` where neither tag nor digest is written. */
  readonly tag: string | undefined;
  /** `sha256:…` */
  readonly digest: string | undefined;
}

export type ReferenceReading =
  | { readonly reference: ImageReference; readonly fault?: never }
  | { readonly reference?: never; readonly fault: string };

export const dockerHub = 'docker.io';

const label = '[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?';
const hostForm = new RegExp(`^(?:${label}(?:\\.${label})*|\\[[0-9a-fA-F:.]+\\])(?::\\d{1,5})?$`);
const repositoryForm = /^[a-z0-9]+(?:(?:\.|__?|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|__?|-+)[a-z0-9]+)*)*$/;
const tagForm = /^\w[\w.-]{0,127}$/;
const digestForm = /^(?:sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128})$/;
const longestName = 255;

/** Reads a reference, or says in a few words what is wrong with it. */
export function readReference(written: string): ReferenceReading {
  const text = written.trim();
  if (text === '') return { fault: 'it is empty' };
  if (text.includes('://')) return { fault: 'an image is named without a scheme such as https:// or oci://' };
  const [named = '', digest, ...more] = text.split('@');
  if (more.length > 0 || (digest !== undefined && !isDigest(digest))) {
    return { fault: 'what follows "@" is no digest: sha256: and 64 digits from 0 to f, in lower case' };
  }
  // A colon before the last slash belongs to the port.
  const colon = named.indexOf(':', named.lastIndexOf('/') + 1);
  const name = colon < 0 ? named : named.slice(0, colon);
  const tag = colon < 0 ? undefined : named.slice(colon + 1);
  if (tag !== undefined && !tagForm.test(tag)) {
    return { fault: 'a tag has letters, digits, "_", "." and "-" alone, and at most 128 of them' };
  }
  const { registry, repository } = splitName(name);
  if (name.length > longestName) return { fault: `a name has at most ${longestName} characters` };
  if (!hostForm.test(registry)) return { fault: `"${registry}" is no host of a registry` };
  if (!repositoryForm.test(repository)) {
    return {
      fault: /[A-Z]/.test(repository)
        ? 'the name of a repository is in lower case'
        : `"${repository}" is no name of a repository`,
    };
  }
  return { reference: { registry, repository, tag: tag ?? (digest === undefined ? 'latest' : undefined), digest } };
}

/** Whether it is a digest of a kind that can be computed here. */
export function isDigest(text: string): boolean {
  return digestForm.test(text);
}

/** The whole name: registry, repository, and what is asked for. */
export function referenceText({ registry, repository, tag, digest }: ImageReference): string {
  return `${registry}/${repository}${tag === undefined ? '' : `:${tag}`}${digest === undefined ? '' : `@${digest}`}`;
}

/** The host whose API has the images of a registry; Docker Hub's has another name. */
export function apiHost(registry: string): string {
  return registry === dockerHub ? 'registry-1.docker.io' : registry;
}

/** The first part is a registry when it looks like a host; otherwise the image is on Docker Hub. */
function splitName(name: string): { registry: string; repository: string } {
  const slash = name.indexOf('/');
  const first = slash < 0 ? '' : name.slice(0, slash);
  const isHost = first === 'localhost' || /[.:A-Z]/.test(first);
  const registry = isHost && !/^(?:index\.|registry-1\.)?docker\.io$/.test(first) ? first : dockerHub;
  const repository = isHost ? name.slice(slash + 1) : name;
  const isOfficial = registry === dockerHub && !repository.includes('/');
  return { registry, repository: isOfficial ? `library/${repository}` : repository };
}
