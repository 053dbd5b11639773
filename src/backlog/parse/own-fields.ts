/** The fields that every task has, each with what stands in for it when the front matter does not say. */
import type { Folder, Priority, Problem, Task } from '../task.ts';
import { idKey, idOfFileName, isTaskId } from '../task-id.ts';
import { readPriority, readStatus, textField, titleField, titleIsCut } from './field-values.ts';
import type { FrontMatter } from './front-matter.ts';
import { isKnownStatus, unknownStatus } from './known-status.ts';

type Fault = Omit<Problem, 'file'>;

/** The id of the front matter, else of the file name. An id that is no id never leaves this function. */
export function readIdentity(front: FrontMatter, file: string, faults: Fault[]): Pick<Task, 'id' | 'title'> {
  const name = file.slice(file.lastIndexOf('/') + 1);
  const ofName = idOfFileName(name);
  const written = textField(front, 'id');
  const id = written !== undefined && isTaskId(written) ? written : (ofName ?? name.replace(/\.md$/i, ''));
  if (written === undefined) faults.push(fieldFault(front, 'id', 'id-missing', `No id; the file name gives ${id}.`));
  else if (written !== id)
    faults.push(
      fieldFault(
        front,
        'id',
        'id-malformed',
        `The id is not of the form TASK-001; the file name gives ${id}.`,
        'error',
      ),
    );
  else if (ofName === undefined || idKey(ofName) !== idKey(id)) {
    faults.push(fieldFault(front, 'id', 'id-differs', `The file is named ${name}, but its id is ${id}.`));
  }
  const title = titleField(front);
  if (title === undefined) faults.push(fieldFault(front, 'title', 'title-missing', 'No title.'));
  if (titleIsCut(front)) {
    faults.push(fieldFault(front, 'title', 'title-cut', 'YAML takes ` #` for a comment and cuts the title. Quote it.'));
  }
  return { id, title: title ?? id };
}

/** The status of the front matter, else the folder's name. */
export function readOwnStatus(front: FrontMatter, folder: Folder, faults: Fault[]): string {
  const status = textField(front, 'status');
  if (status !== undefined) {
    const word = readStatus(status);
    // In an archive the folder decides.
    if (!isKnownStatus(word) && folder !== 'completed' && folder !== 'deprecated')
      faults.push(fieldFault(front, 'status', 'status-unknown', unknownStatus(status, word, 'gitops')));
    return word;
  }
  faults.push(fieldFault(front, 'status', 'status-missing', `No status; the folder gives ${folder}.`));
  return folder;
}

/** The priority of the front matter, medium where it says none that is known. */
export function readOwnPriority(front: FrontMatter, faults: Fault[]): Priority {
  const written = textField(front, 'priority');
  const priority = readPriority(written);
  if (priority !== undefined) return priority;
  const known = 'Use critical, high, medium, low, or P0 to P3.';
  const message =
    written === undefined
      ? 'No priority; taken as medium.'
      : `Priority "${written}" is unknown; taken as medium. ${known}`;
  faults.push(fieldFault(front, 'priority', written === undefined ? 'priority-missing' : 'priority-unknown', message));
  return 'medium';
}

/** A problem with a field, in its line; in the first line where there is no such field. */
export function fieldFault(
  front: FrontMatter,
  key: string,
  code: string,
  message: string,
  severity: Problem['severity'] = 'warning',
): Fault {
  const line = front.fields.get(key)?.line ?? 0;
  return { range: { start: line, end: line + 1 }, severity, code, message };
}
