/** What resources say: the list of a repository's, and the text of one. */
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Resource } from '@modelcontextprotocol/sdk/types.js';
import { findTask, lookupMessage } from '../../backlog/queue/find-task.ts';
import { Folders } from '../../backlog/read/folders.ts';
import type { Backlog } from '../../backlog/task.ts';
import { redactAll, redactorOf } from '../../codex/secret-values.ts';
import type { Repository } from '../../git/repository.ts';
import { readSessions } from '../../session/session-store.ts';
import { sessionsFolder } from '../../session/sessions-folder.ts';
import { contract } from '../../tools/contract.ts';
import type { Toolbox } from '../../tools/toolbox.ts';
import { readListed } from './listed-file.ts';
import { json, markdown } from './media-types.ts';
import type { RepositoryFiles } from './repository-files.ts';
import { notFound } from './request-error.ts';
import { type ResourceEntry, resourceEntries } from './resource-entries.ts';
import type { ResourceKind } from './resource-uri.ts';
import { verificationsOf } from './verifications.ts';

export interface ResourceText {
  readonly mimeType: string;
  readonly text: string;
}

export class ResourceContents {
  readonly #toolbox: Toolbox;
  readonly #files: RepositoryFiles;

  constructor(toolbox: Toolbox, files: RepositoryFiles) {
    this.#toolbox = toolbox;
    this.#files = files;
  }

  backlog({ root }: Repository, signal: AbortSignal): Promise<Backlog> {
    return this.#files.readers.read(root, { signal });
  }

  async entries(repository: Repository, signal: AbortSignal): Promise<ResourceEntry[]> {
    const backlog = await this.backlog(repository, signal);
    const { root, commonDir } = repository;
    const folders = new Folders(root);
    return resourceEntries({ root, backlog, folders, hasSessions: existsSync(sessionsFolder(commonDir)) });
  }

  /** @throws RequestError when there is none, or it may not be read */
  async text(uri: string, resource: ResourceKind, repository: Repository, signal: AbortSignal): Promise<ResourceText> {
    if (resource.kind === 'queue') return asJson(await this.#queue(repository, signal));
    if (resource.kind === 'verifications') {
      const { records } = await readSessions(repository.commonDir);
      return asJson(redactAll(verificationsOf(records), redactorOf(process.env)));
    }
    const path =
      resource.kind === 'file' ? resource.path : await this.#fileOf(uri, resource.itemId, repository, signal);
    const read = readListed(repository.root, path, await this.entries(repository, signal));
    if ('why' in read) throw notFound(uri, read.why);
    return { mimeType: path.endsWith('.json') ? json : markdown, text: read.text };
  }

  #queue({ root }: Repository, signal: AbortSignal): Promise<object> {
    const quiet = { signal, progress() {}, log() {} };
    return this.#toolbox
      .scan_prioritize({ repo_path: root, sync_remote: false }, quiet)
      .then((result) => contract.scan_prioritize.result.parse(result));
  }

  async #fileOf(uri: string, itemId: string, repository: Repository, signal: AbortSignal): Promise<string> {
    const lookup = findTask(await this.backlog(repository, signal), itemId);
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
