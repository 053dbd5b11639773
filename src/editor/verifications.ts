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
  readonly #dated = new Map<string, DatedVerification>();
  /** When a task was last changed and not verified. */
  readonly #outdated = new Map<string, number>();
  /** In Markdown, by `taskKey`. */
  readonly reports = new Map<string, string>();

  /** By `taskKey`. */
  get byTask(): ReadonlyMap<string, Verification> {
    return new Map([...this.#dated].map(([key, { verification }]) => [key, verification]));
  }

  /** The last one of all that still says something about its task. */
  get last(): Verification | undefined {
    return [...this.#dated.values()].reduce<DatedVerification | undefined>(
      (last, one) => (last === undefined || one.at >= last.at ? one : last),
      undefined,
    )?.verification;
  }

  /** Takes over what a run says of its task: it was verified; or it was changed and not verified, so that what was said before is no more. */
  see(outcome: RunOutcome, at: number): void {
    const key = taskKey(outcome.repository, outcome.itemId);
    if (this.#isOlder(key, at)) return;
    const { verification } = outcome;
    if (verification !== undefined) {
      this.#dated.set(key, { verification, at });
      // The file tells of another verification than the report of before.
      if (verification.toldIn !== undefined) this.reports.delete(key);
    } else if (outdates(outcome)) this.outdate({ ...outcome, at });
  }

  /** @returns whether it is the last that is known of its task */
  outdate({ repository, itemId, at }: OutdatedTask): boolean {
    const key = taskKey(repository, itemId);
    if (this.#isOlder(key, at)) return false;
    this.#outdated.set(key, at);
    this.#dated.delete(key);
    this.reports.delete(key);
    return true;
  }

  /** Takes over one that was kept. @returns whether it is the last that is known of its task */
  recall({ verification, at, report }: DatedVerification & { readonly report: string }): boolean {
    const key = taskKey(verification.repository, verification.itemId);
    if (this.#isOlder(key, at)) return false;
    this.#dated.set(key, { verification, at });
    this.reports.set(key, report);
    return true;
  }

  #isOlder(key: string, at: number): boolean {
    return Math.max(this.#dated.get(key)?.at ?? 0, this.#outdated.get(key) ?? 0) > at;
  }
}

/** Whether what was verified before need not be so any more: a run that works on a task, or takes its commits back, changes it. */
export function outdates({ kind, verification }: RunOutcome): boolean {
  return verification === undefined && (kind === 'process' || kind === 'rollback');
}
