/** What the gate came to, as a verdict on a criterion that was proven and as notes for its commit. Pure. */
import type { GateOutcome } from '../../../cluster/gate/check-objects.ts';
import type { Verdict } from '../../../codex/judge.ts';
import { oneLine } from '../messages.ts';

/** Sentences of each that are told. */
const shown = 8;
const longest = 400;

/** A failure whose reasons the next try is told; undefined where nothing was refused. */
export function gateRefusal({ refusals }: GateOutcome): Extract<Verdict, { verdict: 'failed' }> | undefined {
  if (refusals.length === 0) return undefined;
  const reason = `What was changed may not be pushed: ${told(refusals).join(' ')}`;
  return { verdict: 'failed', reason };
}

/** Notes for commit and log. */
export function gateNotes({ notes }: GateOutcome): string[] {
  return told(notes).map((note) => `Gate: ${note}`);
}

function told(sentences: readonly string[]): string[] {
  const all = [...new Set(sentences)].map((text) => oneLine(text, longest).replace(/[.\s]*$/, '.'));
  const more = all.length - shown;
  return more > 0 ? [...all.slice(0, shown), `And ${more} more.`] : all;
}
