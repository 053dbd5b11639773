/** One look at a repository: the list of its resources, and the text of each, by the files as they were read then. */
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Resource } from '@modelcontextprotocol/sdk/types.js';
import { findTask, lookupMessage } from '../../backlog/queue/find-task.ts';
import type { Folders } from '../../backlog/read/folders.ts';
import type { Backlog } from '../../backlog/task.ts';
import { redactAll, redactorOf } from '../../codex/secret-values.ts';
import type { Repository } from '../../git/repository.ts';
import { readSessions } from '../../session/session-store.ts';
import { sessionsFolder } from '../../session/sessions-folder.ts';
import { contract } from '../../tools/contract.ts';
import type { Toolbox } from '../../tools/toolbox.ts';
import { notFound } from '../request-error.ts';
import { readListed } from './listed-file.ts';
import { json, markdown } from './media-types.ts';
import { type ResourceEntry, resourceEntries } from './resource-entries.ts';
import type { ResourceKind } from './resource-uri.ts';
import { verificationsOf } from './verifications.ts';

export interface ResourceText {
  readonly mimeType: string;
  readonly text: string;
}

export interface LookOptions {
  readonly repository: Repository;
  readonly backlog: Backlog;
  /** Whose look has begun. */
  readonly folders: Folders;
  readonly toolbox: Toolbox;
  readonly signal: AbortSignal;
}

export class RepositoryLook {
  readonly #options: LookOptions;
  readonly entries: readonly ResourceEntry[];
  readonly #listed: ReadonlySet<string>;

  constructor(options: LookOptions) {
    const { repository, backlog, folders } = options;
    const { root, commonDir } = repository;
    this.#options = options;
    this.entries = resourceEntries({ root, backlog, folders, hasSessions: existsSync(sessionsFolder(commonDir)) });
    this.#listed = new Set(this.entries.flatMap(({ path }) => path ?? []));
  }

  /** @throws RequestError when there is no such resource, or it may not be read */
  async text(uri: string, resource: ResourceKind): Promise<ResourceText> {
    if (resource.kind === 'queue') return asJson(await this.#queue());
    if (resource.kind === 'verifications') return asJson(await this.#verifications());
    const path = resource.kind === 'file' ? resource.path : this.#fileOf(uri, resource.itemId);
    const read = readListed(this.#options.repository.root, path, this.#listed);
    if ('why' in read) throw notFound(uri, read.why);
    return { mimeType: path.endsWith('.json') ? json : markdown, text: read.text };
  }

  async #queue(): Promise<object> {
    const { toolbox, repository, signal } = this.#options;
    const quiet = { signal, progress() {}, log() {} };
    const result = await toolbox.scan_prioritize({ repo_path: repository.root, sync_remote: false }, quiet);
    return contract.scan_prioritize.result.parse(result);
  }

  async #verifications(): Promise<object> {
    const { records } = await readSessions(this.#options.repository.commonDir);
    return redactAll(verificationsOf(records), redactorOf(process.env));
  }

  #fileOf(uri: string, itemId: string): string {
    const lookup = findTask(this.#options.backlog, itemId);
    if (lookup.kind === 'found') return lookup.task.file;
    if (lookup.kind === 'human-action') return lookup.action.file;
    throw notFound(uri, lookupMessage(lookup, itemId));
  }
}

function asJson(value: object): ResourceText {
  return { mimeType: json, text: JSON.stringify(value) };
}

/** An entry as it is listed, with the size and the time of its file. @param root of its repository */
export function asResource({ path, ...entry }: ResourceEntry, root: string): Resource {
  const stats = path === undefined ? undefined : statSync(join(root, path), { throwIfNoEntry: false });
  if (stats === undefined) return entry;
  const annotations = { ...entry.annotations, lastModified: stats.mtime.toISOString() };
  return { ...entry, annotations, size: stats.size };
}
