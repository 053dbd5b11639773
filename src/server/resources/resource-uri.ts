/**
 * The addresses of resources: `agent-toolkit://file/tasks/active/TASK-001.md?repo_path=/home/me/shop`. A scheme of its own,
 * and no file: URL: it names nothing but what the server lists, a task keeps its address by id when its file is moved, and
 * the queue is no file at all. The repository is the parameter that the tools have, so a client knows both from one word.
 * Pure.
 */
import { serverName } from '../wire.ts';

export type ResourceKind =
  /** The result of a scan. */
  | { readonly kind: 'queue' }
  /** What the last verifications came to. */
  | { readonly kind: 'verifications' }
  /** A task by its id, wherever its file lies. */
  | { readonly kind: 'task'; readonly itemId: string }
  /** A task file or a report by its path below the root, with forward slashes. */
  | { readonly kind: 'file'; readonly path: string };

export interface ResourceAddress {
  readonly resource: ResourceKind;
  /** Undefined where the client leaves it to the server: the one repository that there is. */
  readonly repoPath: string | undefined;
}

/** Addresses that a client fills in, as RFC 6570 writes them. */
export const uriTemplates = {
  task: `${serverName}://task/{item_id}{?repo_path}`,
  queue: `${serverName}://queue{?repo_path}`,
  verifications: `${serverName}://verifications{?repo_path}`,
} as const;

/** @param root real path of the repository */
export function uriOf(resource: ResourceKind, root: string): string {
  return `${serverName}://${placeOf(resource)}?repo_path=${encoded(root)}`;
}

function placeOf(resource: ResourceKind): string {
  if (resource.kind === 'task') return `task/${encoded(resource.itemId)}`;
  return resource.kind === 'file' ? `file/${encoded(resource.path)}` : resource.kind;
}

/** Slashes stay, as RFC 3986 allows: people read these addresses. */
function encoded(text: string): string {
  return encodeURIComponent(text).replaceAll('%2F', '/');
}

const form = new RegExp(`^${serverName}://(queue|verifications|task|file)(?:/([^?#]*))?(?:\\?repo_path=([^?&#]*))?$`);

/** Undefined for what is no address of a resource. That there is such a repository, or file, is not said. */
export function readUri(uri: string): ResourceAddress | undefined {
  const match = form.exec(uri);
  if (match === null) return undefined;
  const [place, repoPath] = [decoded(match[2] ?? ''), decoded(match[3] ?? '')];
  if (place === undefined || repoPath === undefined) return undefined;
  const resource = resourceOf(match[1], place);
  return resource && { resource, repoPath: repoPath === '' ? undefined : repoPath };
}

function resourceOf(kind: string | undefined, place: string): ResourceKind | undefined {
  if (kind === 'queue' || kind === 'verifications') return place === '' ? { kind } : undefined;
  if (place === '') return undefined;
  return kind === 'task' ? { kind, itemId: place } : { kind: 'file', path: place };
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined; // a lone percent sign
  }
}
