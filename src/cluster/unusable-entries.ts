/** What `verify:` states and cannot be judged or read: a typo must not pass, and is no failure of the task. Pure. */
import type { CheckPlan } from './check-plan.ts';
import type { Findings } from './findings.ts';
import { fluxNameOf } from './flux/flux-scope.ts';
import { planOf } from './plan.ts';

export interface UnusableEntry {
  /** As `verify:` has it. */
  readonly written: string;
  /** Why, as it goes on after `cannot be judged: `. */
  readonly reason: string;
}

/** Workloads, services and Flux objects of a stated scope that cannot be judged; none where the scope is found, not stated. */
export function unusableEntries({ scope, target, checks }: CheckPlan): UnusableEntry[] {
  if (scope !== 'verify') return [];
  const flux = checks.flatMap(({ kind, objects }) => (kind === 'flux' ? objects : []));
  const reason = 'it is not of the form kind/name or namespace/kind/name';
  const malformed = flux.filter((written) => fluxNameOf(written) === undefined);
  return [...planOf(target).unusable, ...malformed.map((written) => ({ written, reason }))];
}

/** One sentence on an entry, with what to do. */
export function unusableText({ written, reason }: UnusableEntry): string {
  return `"${written}" of verify cannot be judged: ${reason}. Correct this entry, then verify again.`;
}

/** They keep the verification from passing: blocked where nothing has failed. Rows and warnings of them stand already. */
export function unusableFindings(plan: CheckPlan): Findings {
  const unread = (plan.unread ?? []).map((text) => ({
    ...{ check: 'Scope', object: 'verify', reason: 'Unread', message: text },
    cause: `What is stated cannot be read: ${text}`,
    remedy: 'Correct it there, then verify again.',
    scope: 'external' as const,
  }));
  const unusable = unusableEntries(plan).map(({ written, reason }) => ({
    ...{ check: 'Scope', object: written, reason: 'Unusable', message: `cannot be judged: ${reason}` },
    cause: `The entry "${written}" of verify cannot be judged: ${reason}.`,
    remedy: 'Correct it in the front matter of the task (or in .agent-config.json), then verify again.',
    scope: 'external' as const,
  }));
  const failures = [...unread, ...unusable];
  return { checks: [], failures, warnings: [], isUnread: failures.length > 0 };
}
