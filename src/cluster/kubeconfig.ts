/** Kubeconfig files as values: which files count, merged as kubectl merges them, and cut down to one context. */
import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, dirname, isAbsolute, join, resolve } from 'node:path';
import { parse } from 'yaml';
import type { ClusterAccess } from './request.ts';

/** A cluster, user or context as the file has it; unknown keys are kept for kubectl and credential plugins. */
export type Entry = Readonly<Record<string, unknown>>;

export interface Kubeconfig {
  /** Files that were read, in order. */
  readonly files: readonly string[];
  readonly currentContext: string | undefined;
  readonly contexts: ReadonlyMap<string, Entry>;
  readonly clusters: ReadonlyMap<string, Entry>;
  readonly users: ReadonlyMap<string, Entry>;
}

/** One context with its cluster and user, ready to be written or connected to. */
export interface ScopedContext {
  readonly context: string;
  readonly namespace: string | undefined;
  readonly clusterName: string;
  readonly cluster: Entry;
  readonly server: string;
  readonly userName: string;
  readonly user: Entry;
}

/** A kubeconfig that cannot be used. The message names the file and the next step, and holds nothing of its content. */
export class KubeconfigError extends Error {
  override readonly name = 'KubeconfigError';
}

/**
 * Reads the kubeconfig that `access` points to: its own file, else every file of KUBECONFIG, else `~/.kube/config`.
 * Merged by kubectl's rule: the first file to set a name, or the current context, wins; a file of the KUBECONFIG
 * list that does not exist is skipped, one that was named by itself must exist.
 * @returns undefined when there is no kubeconfig at all
 * @throws KubeconfigError
 */
export async function readKubeconfig(access: ClusterAccess): Promise<Kubeconfig | undefined> {
  const documents: { file: string; document: Entry }[] = [];
  for (const file of kubeconfigFiles(access)) {
    const text = await readText(file, access.kubeconfig !== undefined);
    if (text !== undefined && text.trim() !== '') documents.push({ file, document: parseDocument(file, text) });
  }
  if (documents.length === 0) return undefined;
  const merge = (list: string, key: string, paths: readonly string[]): Map<string, Entry> => {
    const merged = new Map<string, Entry>();
    for (const { file, document } of documents) {
      for (const [name, entry] of namedEntries(document[list], key)) {
        if (!merged.has(name)) merged.set(name, withAbsolutePaths(entry, paths, dirname(file)));
      }
    }
    return merged;
  };
  const current = documents.map(({ document }) => document['current-context']);
  return {
    files: documents.map(({ file }) => file),
    currentContext: current.find((name): name is string => typeof name === 'string' && name !== ''),
    contexts: merge('contexts', 'context', []),
    clusters: merge('clusters', 'cluster', ['certificate-authority']),
    users: merge('users', 'user', ['client-certificate', 'client-key', 'tokenFile']),
  };
}

/** The files that count, in order, whether they exist or not. */
export function kubeconfigFiles(access: ClusterAccess): readonly string[] {
  if (access.kubeconfig !== undefined) return [resolve(access.kubeconfig)];
  const listed = (access.env['KUBECONFIG'] ?? '').split(delimiter).filter((file) => file !== '');
  if (listed.length > 0) return [...new Set(listed.map((file) => resolve(file)))];
  const home = access.env['HOME'] || access.env['USERPROFILE'] || homedir();
  return [join(home, '.kube', 'config')];
}

/**
 * Picks one context with its cluster and user.
 * @throws KubeconfigError when the context, its cluster or its user is not there
 */
export function pickContext(kubeconfig: Kubeconfig, context: string): ScopedContext {
  const where = kubeconfig.files.join(', ');
  const entry = kubeconfig.contexts.get(context);
  if (entry === undefined) {
    const known = [...kubeconfig.contexts.keys()].join(', ') || 'none';
    throw new KubeconfigError(`The kubeconfig (${where}) has no context "${context}". It has: ${known}.`);
  }
  const clusterName = textOf(entry['cluster']) ?? '';
  const cluster = kubeconfig.clusters.get(clusterName);
  const server = textOf(cluster?.['server']);
  if (cluster === undefined || server === undefined) {
    const lack = cluster === undefined ? 'does not have' : 'has no server for';
    throw new KubeconfigError(
      `Context "${context}" names the cluster "${clusterName}", which the kubeconfig (${where}) ${lack}. Correct the file.`,
    );
  }
  const userName = textOf(entry['user']) ?? '';
  const user = kubeconfig.users.get(userName);
  if (user === undefined && userName !== '') {
    throw new KubeconfigError(
      `Context "${context}" names the user "${userName}", which the kubeconfig (${where}) does not have. Correct the file.`,
    );
  }
  const namespace = textOf(entry['namespace']);
  return { context, namespace, clusterName, cluster, server, userName: userName || 'anonymous', user: user ?? {} };
}

/** The kubeconfig document that holds this context and nothing else, with it as the current one. */
export function scopedDocument(scoped: ScopedContext): Entry {
  const { context, namespace, clusterName, cluster, userName, user } = scoped;
  const entry = { cluster: clusterName, user: userName, ...(namespace === undefined ? {} : { namespace }) };
  return {
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': context,
    contexts: [{ name: context, context: entry }],
    clusters: [{ name: clusterName, cluster }],
    users: [{ name: userName, user }],
  };
}

async function readText(file: string, mustExist: boolean): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable';
    if (code === 'ENOENT' && !mustExist) return undefined;
    const cause = code === 'ENOENT' ? 'does not exist' : `cannot be read (${code})`;
    throw new KubeconfigError(`The kubeconfig ${file} ${cause}. Correct the setting or the file.`);
  }
}

function parseDocument(file: string, text: string): Entry {
  let document: unknown;
  try {
    // Pretty errors quote the offending lines, and these files hold credentials.
    document = parse(text, { prettyErrors: false, logLevel: 'error' });
  } catch {
    throw new KubeconfigError(`The kubeconfig ${file} is not valid YAML. Correct the file.`);
  }
  if (!isEntry(document)) throw new KubeconfigError(`The kubeconfig ${file} is not a mapping. Correct the file.`);
  return document;
}

function namedEntries(list: unknown, key: string): [string, Entry][] {
  if (!Array.isArray(list)) return [];
  return list.filter(isEntry).flatMap((item): [string, Entry][] => {
    const name = textOf(item['name']);
    const entry = item[key];
    return name === undefined ? [] : [[name, isEntry(entry) ? entry : {}]];
  });
}

/** Paths in a kubeconfig are relative to its folder; so is a plugin's command, when it has a separator. */
function withAbsolutePaths(entry: Entry, keys: readonly string[], folder: string): Entry {
  const copy: Record<string, unknown> = { ...entry };
  for (const key of keys) {
    const path = textOf(copy[key]);
    if (path !== undefined && !isAbsolute(path)) copy[key] = join(folder, path);
  }
  const plugin = copy['exec'];
  const command = isEntry(plugin) ? textOf(plugin['command']) : undefined;
  if (isEntry(plugin) && command !== undefined && /[\\/]/.test(command) && !isAbsolute(command)) {
    copy['exec'] = { ...plugin, command: join(folder, command) };
  }
  return copy;
}

function isEntry(value: unknown): value is Entry {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
