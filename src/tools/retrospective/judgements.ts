/** What a preview was made of, for the run that applies it: nobody is to get other changes than those that were looked at. */
import { InputError } from '../input-error.ts';
import type { DraftedTexts } from './drafted-texts.ts';
import type { JudgedBacklog } from './judge.ts';
import { outdatedPreview } from './preview-again.ts';

/** What was asked, and what came of it. */
interface Previewed {
  readonly question: string;
  readonly judged: JudgedBacklog;
}

/** What a dry run showed. */
export interface Told {
  /** When it was asked for, by which it is known. */
  readonly at: Date;
  /** The commit that was looked at. */
  readonly head: string;
  /** All files that would change but the report. */
  readonly texts: DraftedTexts;
}

/** The last preview of each repository, as long as this process lives. */
export class Judgements {
  readonly #previewed = new Map<string, Previewed>();
  readonly #told = new Map<string, Told>();

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

  tell(root: string, told: Told): void {
    this.#told.set(root, told);
  }

  /** What the preview of this moment showed. @throws InputError where it is not the last one, or was applied */
  told(root: string, at: Date): Told {
    const told = this.#told.get(root);
    if (told?.at.getTime() === at.getTime()) return told;
    throw new InputError(
      outdatedPreview('this preview is not known any more. It was applied, another was made, or its server ended'),
    );
  }

  /** It was applied, or something else was applied or previewed. */
  forget(root: string): void {
    this.#previewed.delete(root);
    this.#told.delete(root);
  }
}

/** Why a preview is not applied. */
export function otherThanTold(): InputError {
  return new InputError(outdatedPreview('the repository, or a setting, is not as it was for the preview'));
}
