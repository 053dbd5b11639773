/** Reads a task file: text in, values out. Never throws; what is wrong with the text comes as problems. */

import { withFixes } from '../fix/fix-of.ts';
import type { Folder, Problem, Task } from '../task.ts';
import { readChecklist } from './checklist.ts';
import { readDependencies } from './dependencies.ts';
import { readDescription } from './description.ts';
import { readFailedRuns } from './failed-runs.ts';
import { dayOf, listField, readStatus, textField } from './field-values.ts';
import { readFrontMatter } from './front-matter.ts';
import { nearFields } from './known-fields.ts';
import { findConflicts } from './merge-conflict.ts';
import { criteriaSections, type Outline, readOutline, readSections, type Section } from './outline.ts';
import { readIdentity, readOwnPriority, readOwnStatus } from './own-fields.ts';
import { readOwnUntil } from './own-until.ts';
import { hasStopMark } from './stop-mark.ts';
import { readLines } from './text-lines.ts';
import { readStatedVerify } from './verify-field.ts';

type Fault = Omit<Problem, 'file'>;

/**
 * Reads one task.
 * @param file path below the repository root, with forward slashes; names the task when its front matter does not
 * @param folder the folder of the gitops layout that holds the file
 */
export function parseTask(text: string, file: string, folder: Folder): Task {
  const lines = readLines(text);
  const front = readFrontMatter(lines);
  const outline = readOutline(lines, front.bodyStart);
  const sections = readSections(outline);
  const places = criteriaSections(sections);
  const criteria = readChecklist(
    outline,
    places.map(({ range }) => range),
    [],
  );
  const structure = structureFaults(outline, places, criteria.items.length);
  const conflicts = findConflicts(lines, outline.kinds);
  const faults: Fault[] = front.problems.concat(nearFields(front), criteria.problems, structure, conflicts);
  const identity = readIdentity(front, file, faults);
  const verify = readStatedVerify(front, lines);
  faults.push(...verify.problems);
  const mergedInto = textField(front, 'merged_into');
  const { dependencies, conditions } = readDependencies(front, outline, sections);
  const type = textField(front, 'type');
  const isHumanAction = type !== undefined && readStatus(type) === 'human_action';
  const until = readOwnUntil(front, isHumanAction, faults);
  const own = { status: readOwnStatus(front, folder, faults), priority: readOwnPriority(front, faults) };
  const failedRuns = readFailedRuns(outline, sections, criteria.items);
  const problems = asProblems(faults, file);
  const created = dayOf(textField(front, 'created'));
  return {
    ...identity,
    ...own,
    labels: listField(front, 'labels'),
    ...(created === undefined ? {} : { created }),
    layout: 'gitops',
    folder,
    file,
    criteriaForm: 'section',
    description: readDescription(outline, sections),
    criteria: criteria.items,
    dependencies,
    ...(conditions.length === 0 ? {} : { conditions }),
    ...(mergedInto === undefined ? {} : { mergedInto }),
    ...(verify.scope === undefined ? {} : { verify: verify.scope }),
    isHumanAction,
    ...(until === undefined ? {} : { until }),
    stop: textField(front, 'stop')?.toLowerCase() === 'true' || hasStopMark(outline, sections),
    ...(failedRuns.length === 0 ? {} : { failedRuns }),
    // What follows from a conflict goes with it, and a remedy could spoil the side that is right.
    problems: conflicts.length > 0 ? problems : withFixes(problems, lines),
  };
}

function asProblems(faults: readonly Fault[], file: string): Problem[] {
  return faults.map((fault) => ({ file, ...fault })).sort((one, other) => one.range.start - other.range.start);
}

function structureFaults(outline: Outline, places: readonly Section[], criteria: number): Fault[] {
  const faults: Fault[] = [];
  if (outline.unclosed !== undefined) {
    const { line, what } = outline.unclosed;
    const message = `This ${what === 'fence' ? 'code fence' : 'comment'} is never closed and hides all that follows.`;
    faults.push({ range: { start: line, end: line + 1 }, severity: 'warning', code: `${what}-unclosed`, message });
  }
  if (criteria === 0) {
    const line = places[0]?.heading.line ?? 0;
    const message = 'No acceptance criteria: write them as `- [ ] …` below `## Acceptance Criteria`.';
    faults.push({ range: { start: line, end: line + 1 }, severity: 'warning', code: 'criteria-missing', message });
  }
  return faults;
}
