/** The questions of step mode that wait for an answer: at most one on a repository. Without the editor. */
import type { StepAnswer, StepQuestion } from '../tools/step-question.ts';

/** A question that waits, or waited. */
export interface Pause {
  readonly repository: string;
  readonly question: StepQuestion;
}

export class Pauses {
  readonly #waiting = new Map<string, Pause & { answer(answer: StepAnswer): void }>();

  /** Waits for an answer, as long as it takes. @throws the signal's reason */
  async ask(repository: string, question: StepQuestion, signal: AbortSignal): Promise<StepAnswer> {
    signal.throwIfAborted();
    try {
      return await new Promise<StepAnswer>((resolve, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason), { once: true });
        this.#waiting.set(repository, { repository, question, answer: resolve });
      });
    } finally {
      this.#waiting.delete(repository);
    }
  }

  /** In the order in which they were asked. */
  get all(): readonly Pause[] {
    return [...this.#waiting.values()];
  }

  on(repository: string): Pause | undefined {
    return this.#waiting.get(repository);
  }

  /** Whether this very question waits still: a later one may have taken its place. */
  isWaiting({ repository, question }: Pause): boolean {
    return this.#waiting.get(repository)?.question === question;
  }

  /** Answers the question; one that waits no more, for example since the run was stopped, takes no answer. */
  answer(pause: Pause, answer: StepAnswer): void {
    if (this.isWaiting(pause)) this.#waiting.get(pause.repository)?.answer(answer);
  }
}
