/** What is kept below refs/agent-toolkit/leftovers/, read back. */
import { gitClient } from './client.ts';
import { leftoversPrefix } from './leftovers.ts';
import type { Repository } from './repository.ts';

export interface KeptLeftover {
  /** Last part of the ref's name. */
  readonly name: string;
  readonly ref: string;
  /** Id of the commit, or of the blob. */
  readonly object: string;
  /** work: a commit whose parent holds how things were before. file: one file that git ignores. */
  readonly kind: 'work' | 'file';
  /** When it was kept, in ISO 8601; undefined for a file, which has no date. */
  readonly at: string | undefined;
  /** What it is; empty for a file. */
  readonly message: string;
}

/** All leftovers, the newest first; those without a date come last, by name. */
export async function listLeftovers(repository: Repository): Promise<KeptLeftover[]> {
  const fields = ['refname', 'objectname', 'objecttype', 'committerdate:iso-strict', 'contents:subject'];
  const format = fields.map((field) => `%(${field})`).join('%00');
  const sorting = ['--sort=refname', '--sort=-committerdate'];
  const output = await gitClient(repository.root).raw([
    'for-each-ref',
    ...sorting,
    `--format=${format}`,
    leftoversPrefix,
  ]);
  return output.split('\n').flatMap((line) => {
    const [ref = '', object = '', type, at = '', message = ''] = line.split('\0');
    if (ref === '') return [];
    const kind = type === 'commit' ? 'work' : 'file';
    // Of a blob, git calls its first line the subject; that may be anything.
    return [
      {
        name: ref.slice(leftoversPrefix.length),
        ref,
        object,
        kind,
        at: at || undefined,
        message: kind === 'work' ? message : '',
      },
    ];
  });
}

/** Removes the ref, when it still is what was looked at; the object stays until git collects it. */
export async function dropLeftover(repository: Repository, { ref, object }: KeptLeftover): Promise<void> {
  await gitClient(repository.root).raw(['update-ref', '-d', ref, object]);
}

/** What the work changed, as a diff; of a file, its text. */
export async function leftoverText(repository: Repository, { kind, object }: KeptLeftover): Promise<string> {
  const git = gitClient(repository.root);
  if (kind === 'file') return git.raw(['cat-file', 'blob', object]);
  return git.raw(['diff', '--no-color', '--no-ext-diff', '--no-textconv', '--stat', '--patch', `${object}^`, object]);
}
