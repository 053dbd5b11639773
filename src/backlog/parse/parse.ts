/** Reads a task file: text in, values out. Never throws; what is wrong with the text comes as problems. */

import type { Folder, LineRange, Priority, Problem, Task } from '../task.ts';
import { idKey, idOfFileName, isTaskId } from '../task-id.ts';
import { readChecklist } from './checklist.ts';
import { readDependencies } from './dependencies.ts';
import { readDescription } from './description.ts';
import { listField, readPriority, readStatus, readVerify, textField, titleField, titleIsCut } from './field-values.ts';
import { type FrontMatter, readFrontMatter } from './front-matter.ts';
import { type Outline, readOutline, readSections, type Section } from './outline.ts';
import { hasStopMark } from './stop-mark.ts';
import { splitLines } from './text-lines.ts';

type Fault = Omit<Problem, 'file'>;

/**
 * Reads one task.
 * @param file path below the repository root, with forward slashes; names the task when its front matter does not
 * @param folder the folder of the gitops layout that holds the file
 */
export function parseTask(text: string, file: string, folder: Folder): Task {
  const { lines } = splitLines(text);
  const front = readFrontMatter(lines);
  const outline = readOutline(lines, front.bodyStart);
  const sections = readSections(outline);
  const faults: Fault[] = [...front.problems];
  const criteria = readChecklist(
    outline,
    criteriaSections(sections).map(({ range }) => range),
    [],
  );
  faults.push(...criteria.problems, ...structureFaults(outline, sections, criteria.items.length));
  const identity = readIdentity(front, file, faults);
  const verify = readVerify(front.values.get('verify'));
  for (const message of verify.faults) faults.push(fieldFault(front, 'verify', 'verify-unknown', message));
  const mergedInto = textField(front, 'merged_into');
  const { dependencies, conditions } = readDependencies(front, outline, sections);
  const type = textField(front, 'type');
  return {
    ...identity,
    status: readOwnStatus(front, folder, faults),
    priority: readOwnPriority(front, faults),
    labels: listField(front, 'labels'),
    layout: 'gitops',
    folder,
    file,
    criteriaForm: 'section',
    description: readDescription(outline, sections),
    criteria: criteria.items,
    checklists: otherChecklists(outline, sections),
    dependencies,
    ...(conditions.length === 0 ? {} : { conditions }),
    ...(mergedInto === undefined ? {} : { mergedInto }),
    ...(verify.scope === undefined ? {} : { verify: verify.scope }),
    isHumanAction: type !== undefined && readStatus(type) === 'human_action',
    stop: textField(front, 'stop')?.toLowerCase() === 'true' || hasStopMark(outline, sections),
    problems: faults.map((fault) => ({ file, ...fault })).toSorted((one, other) => one.range.start - other.range.start),
  };
}

function criteriaSections(sections: readonly Section[]): Section[] {
  return sections.filter(({ name }) => /^acceptance criteria(?![\p{L}\p{N}])/u.test(name));
}

function otherChecklists(outline: Outline, sections: readonly Section[]): Task['criteria'] {
  const criteria = new Set(criteriaSections(sections));
  const ranges = new Map<string, LineRange[]>();
  for (const section of sections) {
    const { text } = section.heading;
    if (criteria.has(section)) continue;
    const parts = ranges.get(text);
    if (parts === undefined) ranges.set(text, [section.range]);
    else parts.push(section.range);
  }
  return Array.from(ranges).flatMap(([text, parts]) => readChecklist(outline, parts, [text]).items);
}

/** The id of the front matter, else of the file name. An id that is no id never leaves this function. */
function readIdentity(front: FrontMatter, file: string, faults: Fault[]): Pick<Task, 'id' | 'title'> {
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

function readOwnStatus(front: FrontMatter, folder: Folder, faults: Fault[]): string {
  const status = textField(front, 'status');
  if (status !== undefined) return readStatus(status);
  faults.push(fieldFault(front, 'status', 'status-missing', `No status; the folder gives ${folder}.`));
  return folder;
}

function readOwnPriority(front: FrontMatter, faults: Fault[]): Priority {
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

function structureFaults(outline: Outline, sections: readonly Section[], criteria: number): Fault[] {
  const faults: Fault[] = [];
  if (outline.unclosed !== undefined) {
    const { line, what } = outline.unclosed;
    const message = `This ${what === 'fence' ? 'code fence' : 'comment'} is never closed and hides all that follows.`;
    faults.push({ range: { start: line, end: line + 1 }, severity: 'warning', code: `${what}-unclosed`, message });
  }
  if (criteria === 0) {
    const line = criteriaSections(sections)[0]?.heading.line ?? 0;
    const message = 'No acceptance criteria: write them as `- [ ] …` below `## Acceptance Criteria`.';
    faults.push({ range: { start: line, end: line + 1 }, severity: 'warning', code: 'criteria-missing', message });
  }
  return faults;
}

function fieldFault(
  front: FrontMatter,
  key: string,
  code: string,
  message: string,
  severity: Problem['severity'] = 'warning',
): Fault {
  const line = front.fields.get(key)?.line ?? 0;
  return { range: { start: line, end: line + 1 }, severity, code, message };
}
