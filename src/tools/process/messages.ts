/** Texts that a run leaves in git and in the task file. */
import { entryWords, nameInLog, nameOfFailed } from '../../backlog/parse/failed-runs.ts';
import type { Claim } from '../../codex/claim.ts';
import { redact } from '../../codex/redact.ts';
import { runTrailers, withoutTrailers } from '../run-trailers.ts';

const subjectLimit = 72;

/** A command of the agent that changed the cluster past git. */
export interface RecordedChange {
  /** The command on one line. */
  readonly text: string;
  /** What it means, for people. */
  readonly note: string;
}

/** One line, secrets masked, white space folded, at most `limit` characters. */
export function oneLine(text: string, limit: number): string {
  // Masked before it is cut: half a secret is no pattern any more.
  const line = redact(text).replace(/\s+/g, ' ').trim();
  return line.length > limit ? `${line.slice(0, limit - 1).trimEnd()}…` : line;
}

/** `feat(TASK-001): criterion, shortened`. */
export function criterionSubject(itemId: string, criterion: string): string {
  const start = `feat(${itemId}): `;
  return start + oneLine(criterion, subjectLimit - start.length);
}

/** The commit of a proven criterion: the criterion in full, the summary, the proof, what git cannot take back, and which run it is of. */
export function criterionMessage(
  { itemId, id: run }: { readonly itemId: string; readonly id: string },
  criterion: string,
  claim: Claim,
  notes: readonly string[],
  clusterChanges: readonly RecordedChange[] = [],
): string {
  const evidence = claim.evidence.map(
    ({ command, exit_code, observation }) => `- ${command} (exit ${exit_code}): ${oneLine(observation, 300)}`,
  );
  const body = [
    criterionSubject(itemId, criterion),
    '',
    `Criterion: ${criterion}`,
    '',
    withoutTrailers(claim.summary.trim()),
    '',
    claim.status === 'already_done' ? 'Verdict: it was so already.' : 'Verdict: proven.',
    ...(evidence.length === 0 ? [] : ['Evidence:', ...evidence]),
    ...[...notes, ...clusterChanges.map(({ note }) => note)].map((note) => `Note: ${note}`),
  ];
  // Nothing of the last ones is a secret, and whoever looks for them must find them as they are.
  const trailers = [...changeTrailers(clusterChanges), runTrailers(itemId, 'Run', [run])];
  return `${redact(body.join('\n'))}\n\n${trailers.join('\n')}`;
}

/** In the commit that logs a failed criterion: its task is too large, and is about to be taken apart. */
export const tooLarge = 'Verdict: needs decomposition.';

/** Git trailers, one for each change: `Cluster-Change: kubectl scale deploy web --replicas=3`. */
export function changeTrailers(changes: readonly RecordedChange[]): string[] {
  return changes.map(({ text }) => `Cluster-Change: ${redact(oneLine(text, 500))}`);
}

/** Progress log entry of a proven criterion. */
export function doneEntry(minute: string, criterion: string, claim: Claim): string {
  const how = claim.status === 'already_done' ? entryWords.alreadyDone : entryWords.done;
  return redact(`${minute}: ${how}: ${nameInLog(redact(criterion))} – ${oneLine(claim.summary, 240)}`);
}

/** Progress log entry of a criterion that ended the run; `readFailedRuns` counts them. */
export function failedEntry(minute: string, criterion: string, attempts: number, reason: string): string {
  const tries = attempts === 1 ? '1 try' : `${attempts} tries`;
  return redact(
    `${minute}: ${entryWords.failed} ${tries}: ${nameOfFailed(criterion, redact(criterion))} – ${oneLine(reason, 400)}`,
  );
}
