/** What a definition of a server says beside its command, as values. */
import type { RepositoryFolder } from './queue-source.ts';

/**
 * A label for each repository. The editor remembers by it whether the user trusts the server, and numbers those that are the
 * same in the order of the folders; so folders of one name are told apart by their path.
 */
export function serverLabels(folders: readonly RepositoryFolder[]): string[] {
  const times = (name: string) => folders.filter((folder) => folder.name === name).length;
  return folders.map(({ name, root }) => `Agent Toolkit: ${times(name) > 1 ? `${name} (${root})` : name}`);
}

/** Decides whether the editor's own runtime is one of Node; said in any case, since the editor sets and removes it itself. */
const asNode = 'ELECTRON_RUN_AS_NODE';

/** What makes the one environment the other: null takes a variable away. */
export function environmentChanges(
  from: Readonly<NodeJS.ProcessEnv>,
  to: Readonly<NodeJS.ProcessEnv>,
): Record<string, string | null> {
  const names = [...new Set([...Object.keys(from), ...Object.keys(to)])];
  const changed = names.filter((name) => from[name] !== to[name] || name === asNode);
  return Object.fromEntries(changed.map((name) => [name, to[name] ?? null]));
}
