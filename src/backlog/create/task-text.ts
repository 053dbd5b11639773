/** A new task of the gitops layout as the text of its file. */
import { quoted, yamlScalar } from '../edit/yaml-scalar.ts';
import { localDate, localMinute } from '../local-time.ts';
import { groupedBoxes } from './checklist-lines.ts';
import { bodyOf } from './derived-criteria.ts';
import { isForPerson, labelsOf, type NewItem } from './new-item.ts';

/** Texts that YAML, if it reads them unchanged at all, does so inside a list in brackets too. */
const plainInList = /^\p{L}[\p{L}\p{N} ./_-]*$/u;

/** The text of `tasks/<folder>/<id>.md`. */
export function newTaskText(item: NewItem, id: string, folder: 'active' | 'backlog', now: Date): string {
  const { description, criteria } = bodyOf(item);
  const date = localDate(now);
  const front = [
    '---',
    `id: ${id}`,
    `title: ${yamlScalar(item.title)}`,
    `status: ${folder}`,
    `priority: ${item.priority}`,
    `created: ${date}`,
    `updated: ${date}`,
    'assignee: unassigned',
    `labels: [${labelsOf(item).map(listScalar).join(', ')}]`,
    ...(item.dependsOn.length === 0 ? [] : [`depends_on: ${item.dependsOn.join(', ')}`]),
    ...(item.blocks.length === 0 ? [] : [`blocks: ${item.blocks.join(', ')}`]),
    ...(item.verify === undefined ? [] : [`verify: ${item.verify}`]),
    ...(isForPerson(item) ? ['type: human-action'] : []),
    '---',
  ];
  const sections = [
    ['## Description', description],
    ['## Acceptance Criteria', groupedBoxes(criteria)],
    ['## Progress Log', [`- ${localMinute(now)}: Created`]],
  ] as const;
  const body = sections.flatMap(([heading, lines]) => ['', heading, ...(lines.length === 0 ? [] : ['']), ...lines]);
  return [...front, ...body, ''].join('\n');
}

function listScalar(value: string): string {
  const plain = yamlScalar(value);
  return plain === value && !plainInList.test(value) ? quoted(value, '"') : plain;
}
