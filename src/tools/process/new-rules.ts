import { basename } from 'node:path';
import type { ChangedPath } from '../../git/work-tree.ts';

/** What a second picture has to leave out: all that was ignored before, once somebody has changed the rules. */
export function ignoredByNewRules(changes: readonly ChangedPath[], ignored: readonly string[]): readonly string[] {
  return changes.some(({ path }) => basename(path) === '.gitignore') ? ignored : [];
}
