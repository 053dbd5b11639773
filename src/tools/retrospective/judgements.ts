/** What Codex judged in a preview, for the run that applies it: nobody is to get other changes than those that were looked at. */
import type { JudgedBacklog } from './judge.ts';

/** What was asked, and what came of it. */
interface Previewed {
  readonly question: string;
  readonly judged: JudgedBacklog;
}

/** The last preview of each repository, as long as this process lives. */
export class Judgements {
  readonly #previewed = new Map<string, Previewed>();

  /** @param root of the repository */
  keep(root: string, question: string, judged: JudgedBacklog): void {
    this.#previewed.set(root, { question, judged });
  }

  /** The judgement of the preview; `changed` where something else would be asked now, undefined without a preview. */
  find(root: string, question: string): JudgedBacklog | 'changed' | undefined {
    const previewed = this.#previewed.get(root);
    if (previewed === undefined) return undefined;
    return previewed.question === question ? previewed.judged : 'changed';
  }

  /** It was applied, or something else was applied or previewed. */
  forget(root: string): void {
    this.#previewed.delete(root);
  }
}
