/** What one kind of check found beside the workloads, and a verification with it. Pure. */
import type { Check, Failure, Link, Verification } from './verification.ts';

/** Rows, failures and warnings of one kind of check: images, Flux objects, commands … */
export interface Findings {
  readonly checks: readonly Check[];
  readonly failures: readonly Failure[];
  readonly warnings: readonly string[];
  /** What the objects of the failures rest on, where it is known: a Kustomization on its source. Groups them by cause. */
  readonly links?: readonly Link[];
  /** Objects that have to show what was pushed, and have not taken it. */
  readonly awaited?: readonly string[];
  /** Something that the scope names could not be looked at: no pass then, and blocked unless something has failed. */
  readonly isUnread?: boolean;
  /** What was looked at, for the sentence for people: `2 of 3 commands exited with 0`. Left out when nothing was. */
  readonly counts?: string;
  /** Whether what passed says too little to pass a verification that found nothing else: a build, a lint script. */
  readonly isSupporting?: true;
}

/**
 * Adds the findings. A failure makes the verification failed; where nothing else was found, checks that passed pass it.
 * A failure that is not the task's is a warning's matter: it changes no verdict, unless the scope could not be read for it.
 */
export function withFindings(verification: Verification, findings: Findings): Verification {
  const { checks, failures, warnings, links = [], awaited = [] } = findings;
  const overall = overallOf(verification.overall, findings);
  const wasEmpty = verification.overall === 'nothing_to_verify' && overall !== 'nothing_to_verify';
  const kept = wasEmpty
    ? verification.warnings.filter((text) => !text.startsWith('Unverified:'))
    : verification.warnings;
  return {
    ...verification,
    overall,
    checks: [...verification.checks, ...checks],
    failures: [...verification.failures, ...failures.filter((failure) => !isTold(verification, failure))],
    warnings: [...kept, ...warnings],
    links: [...(verification.links ?? []), ...links],
    ...(awaited.length === 0 ? {} : { awaited: [...(verification.awaited ?? []), ...awaited] }),
    // A failure hides it in the verdict; where that one turns out to be none of the task's, it counts.
    ...(findings.isUnread === true ? { isUnread: true } : {}),
    message: messageOf(verification, overall, findings),
  };
}

/** An API that is lost is seen by every kind of check. */
function isTold({ failures }: Verification, { check, object, reason }: Failure): boolean {
  return failures.some((told) => told.check === check && told.object === object && told.reason === reason);
}

function overallOf(before: Verification['overall'], found: Findings): Verification['overall'] {
  const { checks, failures, isUnread = false, isSupporting } = found;
  if (failures.some(({ scope }) => scope === 'task')) return 'failed';
  if (isUnread && before !== 'failed') return 'blocked';
  const isProof = isSupporting !== true && checks.some(({ status }) => status === 'pass');
  return before === 'nothing_to_verify' && isProof ? 'passed' : before;
}

function messageOf(before: Verification, overall: Verification['overall'], found: Findings): string {
  const { counts, failures, isUnread = false } = found;
  const [lead] = failures.filter(({ scope }) => scope === 'task' || (isUnread && overall === 'blocked'));
  const also = counts === undefined ? before.message : `${before.message} ${counts}.`;
  if (before.overall === 'nothing_to_verify') {
    if (overall === 'passed') return `Verified: ${counts ?? 'all checks passed'}.`;
    if (lead === undefined) return also;
  } else if (before.overall !== 'passed' || lead === undefined) return also;
  const more = failures.length === 1 ? '' : ` (and ${failures.length - 1} more)`;
  return `${lead.object}: ${lead.cause} ${lead.remedy}${more}`;
}
