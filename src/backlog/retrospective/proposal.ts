/** What a retrospective would change in the backlog: proposed by a rule, or by the judge, and checked before it counts. */
import type { Priority } from '../task.ts';

interface Proposed {
  /** Why, one sentence for people: it goes into the file that is changed, and into the report. */
  readonly reason: string;
  /** Name of the rule, or `judge`. */
  readonly by: string;
}

/** The item goes to deprecated/. */
export interface Deprecation extends Proposed {
  readonly kind: 'deprecate';
  readonly id: string;
}

/** The source's open criteria go to the target, the source to completed/ with `merged_into`. */
export interface Merge extends Proposed {
  readonly kind: 'merge';
  readonly source: string;
  readonly target: string;
}

export interface PriorityChange extends Proposed {
  readonly kind: 'priority';
  readonly id: string;
  readonly from: Priority;
  readonly to: Priority;
}

/** A failure that came again and again becomes an item of its own. */
export interface NewItem extends Proposed {
  readonly kind: 'create';
  readonly title: string;
  readonly description: string;
  readonly component: string;
  readonly priority: Priority;
  readonly criteria: readonly string[];
}

/** Something that a person should think about; nothing is changed for it. */
export interface Recommendation {
  readonly kind: 'recommend';
  readonly text: string;
  readonly by: string;
  /** Ids that it is about, where it means nothing any more once one of them is over. */
  readonly about?: readonly string[];
}

export type Proposal = Deprecation | Merge | PriorityChange | NewItem | Recommendation;

/** A proposal that does not count, and why. */
export interface Refused {
  readonly proposal: Proposal;
  readonly why: string;
}
