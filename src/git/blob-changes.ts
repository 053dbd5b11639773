/** Which file contents differ between two trees; a renamed file is one change. */
import { gitClient } from './client.ts';
import type { Repository } from './repository.ts';

export interface BlobChange {
  readonly path: string;
  /** Object id of the content before, also under another name; undefined where the file is new. */
  readonly before: string | undefined;
  readonly after: string;
}

/** Files of the second tree whose content is new or changed; neither what is gone nor repositories inside this one. */
export async function compareBlobs(repository: Repository, before: string, after: string): Promise<BlobChange[]> {
  const options = ['-r', '-z', '-M', '--raw', '--no-abbrev', '--diff-filter=AMRT'];
  const fields = (await gitClient(repository.root).raw(['diff-tree', ...options, before, after, '--'])).split('\0');
  const changes: BlobChange[] = [];
  for (let at = 0; at + 1 < fields.length; at += 2) {
    // For example `:100644 100644 <old> <new> R087`, followed by one path, or by two where it was renamed.
    const [, mode, old = '', now = '', change = ''] = (fields[at] ?? '').split(' ');
    if (change.startsWith('R')) at += 1;
    const path = fields[at + 1];
    if (path === undefined) break;
    if (mode === '160000' || old === now) continue;
    changes.push({ path, before: /^0+$/.test(old) ? undefined : old, after: now });
  }
  return changes;
}
