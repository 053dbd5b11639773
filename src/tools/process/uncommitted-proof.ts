/** What was proven with the user's uncommitted edits in the work tree. */
import { basename } from 'node:path';
import type { Claim } from '../../codex/claim.ts';
import type { AttemptWork } from './attempt-work.ts';
import { type PlacedCriterion, RunStopped } from './run.ts';

/**
 * What is committed has to be true without the user's uncommitted edits. A criterion that changed nothing and whose
 * text or proof names such a file stops the run; other uncommitted files are noted in the commit.
 */
export async function stopOnUncommittedProof(
  { criterion }: PlacedCriterion,
  claim: Claim,
  paths: readonly string[],
  work: AttemptWork,
): Promise<string[]> {
  const own = [...work.baseline.usersOwn];
  if (paths.length > 0 || own.length === 0) return [];
  const proof = [criterion.text, ...claim.evidence.map(({ command }) => command)].join('\n');
  const named = own.filter((path) => proof.includes(path) || proof.includes(basename(path)));
  if (named.length === 0) {
    const shown = own.slice(0, 5).join(', ') + (own.length > 5 ? ` and ${own.length - 5} more` : '');
    return [`Uncommitted edits were in the work tree when this was proven: ${shown}.`];
  }
  await work.keepAndPutBack('proven with uncommitted edits');
  throw new RunStopped(
    `"${criterion.text}" is true with your uncommitted edits (${named.join(', ')}), which no commit holds. ` +
      'Commit or revert them, then run again.',
  );
}
