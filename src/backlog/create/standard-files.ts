/** A new bug or feature of the standard layout as the files of its folder. */
import { localDate } from '../local-time.ts';
import { plainBoxes, textsOf } from './checklist-lines.ts';
import { cleanLines } from './clean-text.ts';
import { bodyOf } from './derived-criteria.ts';
import { itemDocument, jsonText } from './item-document.ts';
import { isForPerson, labelsOf, type NewFile, type NewItem, numberedPriority } from './new-item.ts';

/**
 * The files of `bugs/<id>-slug/` or `features/<id>-slug/`. The criteria stand in TASKS.md alone, so that they are
 * ticked in one place. Only PROMPT.md has the title in a heading: in TASKS.md a title
 * that ends like a completion mark would be one. The report comes last: where it is, all is there.
 */
export function newStandardFiles(item: NewItem, id: string, folder: string, now: Date): NewFile[] {
  const { description, criteria } = bodyOf(item);
  const date = localDate(now);
  const priority = numberedPriority[item.priority];
  const component = item.component ?? 'unknown';
  const facts = [
    ['Status', 'new'],
    ['Priority', priority],
    ['Component', component],
    ['Created', date],
  ] as const;
  const link = [['Work Item', `[${id}](PROMPT.md)`]] as const;
  const prompt = itemDocument(`${id}: ${item.title}`, facts, [
    [item.type === 'bug' ? 'Problem Statement' : 'Overview', description],
    ['Acceptance Criteria', ['The boxes of [TASKS.md](TASKS.md).']],
  ]);
  const plan = itemDocument(`Plan of ${id}`, link, [['Approach', ['Not decided yet.']]]);
  const tasks = itemDocument(
    `Tasks of ${id}`,
    [...link, ['Last Updated', date]],
    [['Acceptance Criteria', plainBoxes(criteria)]],
  );
  return [
    { path: `${folder}/PROMPT.md`, text: prompt },
    { path: `${folder}/PLAN.md`, text: plan },
    { path: `${folder}/TASKS.md`, text: tasks },
    { path: `${folder}/${reportName(item)}`, text: jsonText(reportOf(item, id, date, textsOf(criteria))) },
  ];
}

function reportName({ type }: NewItem): string {
  return type === 'bug' ? 'bug_report.json' : 'feature_request.json';
}

function reportOf(item: NewItem, id: string, date: string, criteria: readonly string[]): object {
  return {
    [item.type === 'bug' ? 'bug_id' : 'feature_id']: id,
    title: item.title,
    description: cleanLines(item.description).trim(),
    component: item.component ?? 'unknown',
    priority: numberedPriority[item.priority],
    ...(item.type === 'bug' ? { severity: item.priority } : {}),
    status: 'new',
    ...(item.verify === undefined ? {} : { verify: item.verify }),
    ...(isForPerson(item) ? { type: 'human-action' } : {}),
    created_date: date,
    updated_date: date,
    assigned_to: null,
    tags: labelsOf(item),
    dependencies: item.dependsOn,
    ...(item.blocks.length === 0 ? {} : { blocks: item.blocks }),
    acceptance_criteria: criteria,
  };
}
