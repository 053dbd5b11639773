/** What the last verifications said of each task, and which of them was the last one. */
import { taskKey } from './queue-entries.ts';
import type { RunOutcome, Verification } from './run-state.ts';

export interface DatedVerification {
  readonly verification: Verification;
  /** In ms since the epoch. */
  readonly at: number;
}

/** A task that was changed, and not verified since. */
export interface OutdatedTask {
  readonly repository: string;
  readonly itemId: string;
  /** In ms since the epoch. */
  readonly at: number;
}

export class Verifications {
  readonly #byTask = new Map<string, Verification>();
  /** When the last that is known of a task was so: it was verified, or changed and not verified since. In ms since the epoch. */
  readonly #knownAt = new Map<string, number>();
  /** In Markdown, by `taskKey`. */
  readonly reports = new Map<string, string>();

  /** By `taskKey`. */
  get byTask(): ReadonlyMap<string, Verification> {
    return this.#byTask;
  }

  /** The last one of all that still says something about its task. */
  get last(): Verification | undefined {
    let last: { readonly verification: Verification; readonly at: number } | undefined;
    for (const [key, verification] of this.#byTask) {
      const at = this.#knownAt.get(key) ?? 0;
      if (last === undefined || at >= last.at) last = { verification, at };
    }
    return last?.verification;
  }

  /** Takes over what a run says of its task: it was verified; or it was changed and not verified, so that what was said before is no more. */
  see(outcome: RunOutcome, at: number): void {
    const { verification } = outcome;
    if (verification !== undefined) {
      // The file tells of another verification than the report of before.
      if (this.#set(verification, at) && verification.toldIn !== undefined) this.reports.delete(keyOf(verification));
    } else if (outdates(outcome)) this.outdate({ ...outcome, at });
  }

  /** @returns whether it is the last that is known of its task */
  outdate(task: OutdatedTask): boolean {
    const key = keyOf(task);
    if (!this.#isLast(key, task.at)) return false;
    this.#byTask.delete(key);
    this.reports.delete(key);
    return true;
  }

  /** Takes over one that was kept. @returns whether it is the last that is known of its task */
  recall({ verification, at, report }: DatedVerification & { readonly report: string }): boolean {
    if (!this.#set(verification, at)) return false;
    this.reports.set(keyOf(verification), report);
    return true;
  }

  #set(verification: Verification, at: number): boolean {
    const key = keyOf(verification);
    if (!this.#isLast(key, at)) return false;
    this.#byTask.set(key, verification);
    return true;
  }

  /** Whether nothing later is known of a task; it is what is known from then on. */
  #isLast(key: string, at: number): boolean {
    if ((this.#knownAt.get(key) ?? 0) > at) return false;
    this.#knownAt.set(key, at);
    return true;
  }
}

function keyOf({ repository, itemId }: { readonly repository: string; readonly itemId: string }): string {
  return taskKey(repository, itemId);
}

/** Whether what was verified before need not be so any more: a run that works on a task, or takes its commits back, changes it. */
export function outdates({ kind, verification }: RunOutcome): boolean {
  return verification === undefined && (kind === 'process' || kind === 'rollback');
}
