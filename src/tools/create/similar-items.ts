/** Which existing items look like a new one. */
import { textsOf } from '../../backlog/create/checklist-lines.ts';
import { bodyOf } from '../../backlog/create/derived-criteria.ts';
import type { NewItem } from '../../backlog/create/new-item.ts';
import {
  type Document,
  type Duplicate,
  documentIndex,
  findDuplicates,
} from '../../backlog/duplicates/find-duplicates.ts';
import { actionState } from '../../backlog/parse/action-report.ts';
import { readJsonObject } from '../../backlog/parse/json-object.ts';
import { readRepositoryText } from '../../backlog/read/task-file.ts';
import type { Backlog, HumanAction } from '../../backlog/task.ts';

/** Compares human actions with human actions and other items with tasks; the best come first. */
export async function similarItems(root: string, item: NewItem, scanned: Backlog): Promise<readonly Duplicate[]> {
  const { title, description } = item;
  const asked = { title, description, criteria: textsOf(bodyOf(item).criteria) };
  if (item.type !== 'human_action') return findDuplicates(asked, scanned.tasks);
  return documentIndex(await Promise.all(scanned.humanActions.map((action) => asDocument(root, action)))).find(asked);
}

/** The scan does not keep what the report of an action describes. */
async function asDocument(root: string, { id, title, status, file }: HumanAction): Promise<Document> {
  const reading = file.endsWith('.json') ? await readRepositoryText(root, file) : undefined;
  const description = reading !== undefined && 'text' in reading ? describedIn(reading.text) : '';
  return { id, title, description, file, ended: actionState(status) === 'ended' };
}

function describedIn(report: string): string {
  const description = readJsonObject(report).values.get('description');
  return typeof description === 'string' ? description : '';
}
