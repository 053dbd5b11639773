/** What was proven with the user's uncommitted edits in the work tree. */
import { basename } from 'node:path';
import type { Claim } from '../../codex/claim.ts';
import { stateFile } from '../../session/state.ts';
import type { AttemptWork } from './attempt-work.ts';
import { type PlacedCriterion, RunStopped } from './run.ts';

/**
 * What is committed has to be true without the user's uncommitted edits. A criterion whose check or proof names such a file
 * stops the run; one that changed nothing does so, too, where its text names the file, or the name alone is told. Other
 * uncommitted files are noted in the commit.
 */
export async function stopOnUncommittedProof(
  { criterion }: PlacedCriterion,
  claim: Claim,
  paths: readonly string[],
  work: AttemptWork,
): Promise<string[]> {
  // The toolkit's own file is nobody's edit.
  const own = [...work.baseline.usersOwn].filter((path) => path !== stateFile);
  if (own.length === 0) return [];
  const proof = [criterion.check ?? '', ...claim.evidence.map(({ command }) => command)].join('\n');
  const named = namedIn(proof, criterion.text, own, paths.length > 0);
  if (named.length === 0) {
    if (paths.length > 0) return [];
    const shown = own.slice(0, 5).join(', ') + (own.length > 5 ? ` and ${own.length - 5} more` : '');
    return [`Uncommitted edits were in the work tree when this was proven: ${shown}.`];
  }
  await work.keepAndPutBack('proven with uncommitted edits');
  throw new RunStopped(
    `"${criterion.text}" is true with your uncommitted edits (${named.join(', ')}), which no commit holds. ` +
      'Commit or revert them, then run again.',
    'criterion',
  );
}

/**
 * The files that the proof rests on, as far as words tell. Where something was changed the proof may be about that, so
 * only a command that names the very path counts.
 */
export function namedIn(proof: string, text: string, own: readonly string[], isChanged: boolean): string[] {
  if (!isChanged) {
    const said = `${text}\n${proof}`;
    return own.filter((path) => said.includes(path) || said.includes(basename(path)));
  }
  const words = new Set(proof.split(/[\s'"`;|&()<>=:,]+/).map((word) => word.replace(/^\.\//, '')));
  return own.filter((path) => words.has(path));
}
