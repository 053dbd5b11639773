/** Reads a file that is a resource, and nothing else that links or paths could make of it. */
import { lstatSync, realpathSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { isInside } from '../../backlog/edit/file-place.ts';
import { readLinked } from '../../backlog/read/linked-text.ts';

export type ListedText = { readonly text: string } | { readonly why: string };

/**
 * Only listed paths are read. A link in a file's own place must lead to another listed file, since a task named as a link
 * to something secret would show that; links of folders on its way may lead anywhere in the work tree.
 * @param root real path of the repository
 * @param path below it, with forward slashes, as those that are listed
 */
export function readListed(root: string, path: string, listed: ReadonlySet<string>): ListedText {
  if (!listed.has(path)) return { why: `${path} is no task file and no report of ${root}. List the resources anew.` };
  const place = join(root, path);
  try {
    const real = realpathSync(place);
    const parts = relative(root, real).split(sep);
    if (!isInside(root, real) || parts.includes('.git')) return { why: `${path} leads out of the work tree.` };
    if (lstatSync(place).isSymbolicLink() && !listed.has(parts.join('/'))) {
      return { why: `${path} is a link to ${parts.join('/')}, which is no task file and no report.` };
    }
    const { reading } = readLinked(root, real, path);
    return 'text' in reading ? reading : { why: reading.problem.message };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return { why: `${path} cannot be read (${code ?? message}). List the resources anew.` };
  }
}
