/** The configuration of git in a repository, as it stands now; whoever asks again is answered from files that are the same. */
import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { gitClient } from './client.ts';
import type { Repository } from './repository.ts';

export interface ConfigEntry {
  /** `local`, `global` and so on. */
  readonly scope: string;
  /** The file that it stands in; undefined where it is from no file. */
  readonly file: string | undefined;
  /** As git writes it: section and name in lower case. */
  readonly key: string;
  /** Undefined where there is a key and no `=`. */
  readonly value: string | undefined;
}

export class ConfigList {
  readonly #repository: Repository;
  #entries: readonly ConfigEntry[] | undefined;
  /** What the entries come from, and what is included and may not be there yet, with the contents then. */
  #sources: ReadonlyMap<string, string | undefined> = new Map();

  constructor(repository: Repository) {
    this.#repository = repository;
  }

  /** In the order in which git reads them, included files too. Starts git only when a file has changed. */
  async read(): Promise<readonly ConfigEntry[]> {
    if (this.#entries !== undefined && (await this.#isSame())) return this.#entries;
    const { root, commonDir, gitDir } = this.#repository;
    const options = ['--list', '--includes', '--show-scope', '--show-origin', '-z'];
    const entries = entriesOf(root, await gitClient(root).raw(['config', ...options]));
    const own = [join(commonDir, 'config'), join(gitDir, 'config.worktree'), join(homedir(), '.gitconfig')];
    const files = new Set([...own, ...entries.flatMap((entry) => [entry.file ?? [], includedBy(entry) ?? []].flat())]);
    const contents = async (file: string) => [file, await contentOf(file)] as const;
    this.#sources = new Map(await Promise.all(Array.from(files, contents)));
    this.#entries = entries;
    return entries;
  }

  async #isSame(): Promise<boolean> {
    const same = Array.from(this.#sources, async ([file, before]) => (await contentOf(file)) === before);
    return (await Promise.all(same)).every(Boolean);
  }
}

async function contentOf(file: string): Promise<string | undefined> {
  return readFile(file, 'latin1').catch(() => undefined); // not there, or not ours to read
}

/** Three fields each: scope, origin, key and value. */
function entriesOf(root: string, output: string): ConfigEntry[] {
  const fields = output.split('\0');
  const entries: ConfigEntry[] = [];
  for (let index = 0; index + 2 < fields.length; index += 3) {
    const [scope = '', origin = '', entry = ''] = fields.slice(index, index + 3);
    const end = entry.indexOf('\n');
    const file = origin.startsWith('file:') ? resolve(root, origin.slice('file:'.length)) : undefined;
    const [key, value] = end < 0 ? [entry, undefined] : [entry.slice(0, end), entry.slice(end + 1)];
    entries.push({ scope, file, key, value });
  }
  return entries;
}

/** The file that an entry includes, whether it is there or not. */
function includedBy({ key, value, file }: ConfigEntry): string | undefined {
  if (value === undefined || file === undefined || !/^include(?:if\..*)?\.path$/.test(key)) return undefined;
  return resolve(dirname(file), value.replace(/^~(?=\/)/, homedir));
}
