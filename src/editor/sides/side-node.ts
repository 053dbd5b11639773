/** A row of the views beside the Task Queue, as a value. No editor here. */
import type { CriterionAddress } from '../../backlog/task.ts';
import type { CommandName, sideContexts } from '../ids.ts';

export interface SideIcon {
  /** Codicon and, where it has one, theme colour. State is never told by colour alone. */
  readonly name: string;
  readonly color?: string;
}

/** What commands are told of the row: enough to be a reference to a task, an action, a criterion or a report. */
export interface SideTarget {
  /** Root of the repository. */
  readonly repository?: string;
  readonly itemId?: string;
  /** Path below the root, with forward slashes. */
  readonly file?: string;
  /** 0-based. */
  readonly line?: number;
  readonly criterion?: CriterionAddress;
}

export interface SideNode extends SideTarget {
  /** Unique in its tree, and the same each time it is filled. */
  readonly id: string;
  readonly label: string;
  readonly description: string;
  readonly icon?: SideIcon;
  readonly expanded: 'leaf' | 'collapsed' | 'expanded';
  /** For `when` clauses; empty where no command fits. */
  readonly context: (typeof sideContexts)[keyof typeof sideContexts] | '';
  /** What a screen reader says instead of label and description. */
  readonly spoken: string;
  /** What a click does. */
  readonly opens?: { readonly command: CommandName; readonly title: string };
  /** Hover text where that costs nothing: plain text. */
  readonly hint?: string;
}

type Given = Partial<SideNode> & Pick<SideNode, 'id' | 'label'>;

/** A row, with what most rows have: nothing below it, no menu, and label and description as what is said. */
export function sideNode(given: Given): SideNode {
  const { label, description = '' } = given;
  const spoken = description === '' ? label : `${label}, ${description}`;
  return { description, expanded: 'leaf', context: '', spoken, ...given };
}
