/** What a proposed sub-task says. */

/** A criterion of a sub-task; it keeps its text and its checks. */
export interface SubCriterion {
  readonly text: string;
  /** Commands of its `check:` lines, which only people write: they come from the parent's file. */
  readonly checks: readonly string[];
  /** Texts of the boxes that it stands under, the outermost first. */
  readonly above: readonly string[];
}

export interface SubTask {
  readonly title: string;
  /** Markdown. */
  readonly description: string;
  /** At least one. */
  readonly criteria: readonly SubCriterion[];
  /** The outermost heading that stands above the criteria in the parent. */
  readonly group?: string;
  /** Whether it waits for the sub-task before it: all but the first do, since order matters in infrastructure. */
  readonly dependsOnPrevious: boolean;
  /** Whether a person has to split its criterion before anybody can work on it. */
  readonly needsPerson: boolean;
}

/**
 * Why a task is taken apart. limit: criteria are left after the most that one call works on. too-large: the first open
 * criterion is, by what the agent said, or by two time-outs in a row.
 */
export type DecompositionCause = 'limit' | 'too-large';

/** A criterion in one line, with what it stands under. */
export function criterionInWords({ text, above }: Pick<SubCriterion, 'text' | 'above'>): string {
  return [...above.map((parent) => parent.replace(/:$/, '')), text].join(': ');
}
