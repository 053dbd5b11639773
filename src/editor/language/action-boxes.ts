/** The boxes in the instructions of a human action: nothing is executed, people tick them. Without the editor. */
import { idOfActionName } from '../../backlog/parse/action-report.ts';
import { readCriteria } from '../../backlog/standard/criteria-forms.ts';
import { readDocument } from '../../backlog/standard/document.ts';
import type { CriteriaStyle } from '../../backlog/standard/edit/by-hand.ts';
import type { Criterion } from '../../backlog/task.ts';

/** All boxes of a file count. */
export const actionStyle: CriteriaStyle = { layout: 'standard', criteriaForm: 'breakdown' };

/** The boxes of the instructions; headings are none. */
export function actionBoxes(text: string): Criterion[] {
  const document = readDocument(text, '');
  const isHeading = ({ line }: Criterion) => document.outline.headingAt.has(line);
  const withoutHeadings = (items: readonly Criterion[]): Criterion[] =>
    items.flatMap((item) => (isHeading(item) ? withoutHeadings(item.children) : [item]));
  return withoutHeadings(readCriteria(document, actionStyle.criteriaForm).items);
}

/** The action whose folder a file lies in. */
export function actionIdOf(file: string): string | undefined {
  return file
    .split('/')
    .slice(0, -1)
    .map((name) => idOfActionName(name)?.toUpperCase())
    .findLast((id) => id !== undefined);
}
