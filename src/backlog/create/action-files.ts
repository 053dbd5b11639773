/** A new human action as the files of its folder. */
import { localDate } from '../local-time.ts';
import { plainBoxes, textsOf } from './checklist-lines.ts';
import { cleanLines } from './clean-text.ts';
import { bodyOf } from './derived-criteria.ts';
import { itemDocument, jsonText } from './item-document.ts';
import { labelsOf, type NewFile, type NewItem } from './new-item.ts';

/** The files of `human-actions/<id>-slug/`. The report comes last: where it is, all is there. */
export function newActionFiles(item: NewItem, id: string, folder: string, now: Date): NewFile[] {
  const { description, criteria } = bodyOf(item);
  const date = localDate(now);
  const component = item.component ?? 'unknown';
  const facts = [
    ['Urgency', item.priority],
    ['Status', 'pending'],
    ['Component', component],
    ['Created', date],
  ] as const;
  const instructions = itemDocument(`${id}: ${item.title}`, facts, [
    ['What to Do', description],
    ['Done When', plainBoxes(criteria)],
    ['Blocking Items', item.blocks.map((blocked) => `- ${blocked}`)],
  ]);
  const report = {
    action_id: id,
    title: item.title,
    description: cleanLines(item.description).trim(),
    component,
    urgency: item.priority,
    status: 'pending',
    created_date: date,
    updated_date: date,
    assigned_to: null,
    tags: labelsOf(item).slice(1),
    blocking_items: item.blocks,
    acceptance_criteria: textsOf(criteria),
  };
  return [
    { path: `${folder}/INSTRUCTIONS.md`, text: instructions },
    { path: `${folder}/action_report.json`, text: jsonText(report) },
  ];
}
