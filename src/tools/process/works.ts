/** What one attempt changes in all repositories of a run: the one with the task first, then the related ones. */
import { relative, sep } from 'node:path';
import type { HeadState } from '../../git/repository.ts';
import { AttemptWork, type Purpose } from './attempt-work.ts';
import { checkBranch } from './head-guard.ts';
import { inPlace, inWords } from './related-runs.ts';
import { type Run, RunStopped } from './run.ts';
import type { RecordedAttempt } from './run-record.ts';
import { setupDanger } from './setup-guard.ts';

/** The attempt in one repository. */
export interface RepositoryWork {
  readonly run: Run;
  readonly head: HeadState;
  readonly work: AttemptWork;
}

/** A ref that keeps what was changed in a repository. */
export interface Kept {
  readonly ref: string;
  /** Root of a related repository; undefined for the one with the task. */
  readonly place: string | undefined;
}

export class Works {
  readonly tasks: RepositoryWork;
  readonly related: readonly RepositoryWork[];
  /** Where the work is committed: nothing of it is put back there. */
  readonly #committed = new Set<RepositoryWork>();

  private constructor(tasks: RepositoryWork, related: readonly RepositoryWork[]) {
    this.tasks = tasks;
    this.related = related;
  }

  /** Takes the pictures that everything afterwards is compared with. @throws RunStopped where there is no commit yet */
  static async begin(run: Run, purpose: Purpose): Promise<Works> {
    const tasks = await beginIn(run, purpose);
    const related: RepositoryWork[] = [];
    for (const one of run.related) related.push(await inPlace(one.place, () => beginIn(one, purpose)));
    return new Works(tasks, related);
  }

  get all(): readonly RepositoryWork[] {
    return [this.tasks, ...this.related];
  }

  /** What whoever comes after a kill has to know. */
  recorded(): RecordedAttempt {
    const related = this.related.map(({ run, work }) => ({ root: run.repository.root, ...work.recordedPicture() }));
    return { ...this.tasks.work.recorded(), related };
  }

  /**
   * Does the same in each repository, one after the other. Where one of them stops the run, it has kept what is to be kept
   * there; the others are kept and put back.
   */
  async each<T>(look: (one: RepositoryWork) => Promise<T>): Promise<T[]> {
    const results: T[] = [];
    for (const one of this.all) {
      try {
        results.push(await inPlace(one.run.place, () => look(one)));
      } catch (error) {
        if (!(error instanceof RunStopped) || this.related.length === 0) throw error;
        const others = this.all.filter((other) => other !== one);
        const { kept, dangers } = await this.#rescue(`stopped: ${error.message}`, others);
        const elsewhere = kept.length === 0 ? [] : [`What it changed elsewhere ${isKept(kept)}.`];
        throw new RunStopped([error.message, ...elsewhere, ...dangers].join(' '), error.by);
      }
    }
    return results;
  }

  /** Keeps what was changed and puts it back, in each repository where it is not committed. */
  async keepAndPutBack(why: string): Promise<readonly Kept[]> {
    const kept: Kept[] = [];
    for (const one of this.all) kept.push(...(await this.#putBack(one, why)));
    return kept;
  }

  /** The same when nobody has looked at the setup of git. @throws RunStopped where keeping would run what is named there */
  async rescue(why: string): Promise<readonly Kept[]> {
    const { kept, dangers } = await this.#rescue(why, this.all);
    if (dangers.length > 0) throw new RunStopped(dangers.join(' '), 'repository');
    return kept;
  }

  /** From now on the work is committed there. */
  markCommitted(one: RepositoryWork): void {
    this.#committed.add(one);
  }

  async #rescue(why: string, all: readonly RepositoryWork[]): Promise<{ kept: Kept[]; dangers: string[] }> {
    const kept: Kept[] = [];
    const dangers: string[] = [];
    for (const one of all) {
      const danger = await setupDanger(one.run, one.work);
      if (danger === undefined) kept.push(...(await this.#putBack(one, why)));
      else dangers.push(inWords(one.run.place, danger));
    }
    return { kept, dangers };
  }

  async #putBack(one: RepositoryWork, why: string): Promise<Kept[]> {
    if (this.#committed.has(one)) return [];
    const ref = await one.work.keepAndPutBack(why);
    return ref === undefined ? [] : [{ ref, place: one.run.place }];
  }

  /** A path as it is seen from the repository with the task, with forward slashes. */
  shown({ run }: RepositoryWork, path: string): string {
    if (run.place === undefined) return path;
    const way = relative(this.tasks.run.repository.root, run.place);
    return `${way.split(sep).join('/')}/${path}`;
  }
}

async function beginIn(run: Run, purpose: Purpose): Promise<RepositoryWork> {
  const work = await AttemptWork.begin(run, purpose);
  checkBranch(run, work.baseline.head);
  return { run, head: work.baseline.head, work };
}

/** `is kept in REF and REF of PATH`; for the end of a sentence. */
export function isKept(kept: readonly Kept[]): string {
  return `is kept in ${kept.map(({ ref, place }) => (place === undefined ? ref : `${ref} of ${place}`)).join(' and ')}`;
}
