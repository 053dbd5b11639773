/** What holds for every text that is read. */
import { boxes, findCriterion } from '../../../../src/backlog/parse/criteria.ts';
import { parseTask } from '../../../../src/backlog/parse/parse.ts';
import { joinLines, readLines, splitLines } from '../../../../src/backlog/parse/text-lines.ts';
import { readOtherBoxes } from '../../../../src/backlog/standard/criteria-forms.ts';
import { readDocument } from '../../../../src/backlog/standard/document.ts';
import type { Criterion, LineRange, Task } from '../../../../src/backlog/task.ts';
import { check } from './compare.ts';
import { property } from './property.ts';
import { realFile } from './real-file.ts';
import { taskFile } from './task-file.ts';

export const file = 'tasks/active/TASK-001-a-title.md';
export const parse = (text: string): Task => parseTask(text, file, 'active');

/** Reading alone is the first check: nothing may throw. */
export function checkReading(text: string): void {
  const task = parse(text);
  const count = splitLines(text).lines.length;
  const fits = ({ start, end }: LineRange) => start >= 0 && start < end && end <= Math.max(1, count);
  for (const items of [task.criteria, readOtherBoxes(readDocument(text, file), 'section')]) {
    checkTree(items, { start: 0, end: count }, text);
    const lines = boxes(items).map(({ line }) => line);
    check(new Set(lines).size === lines.length, 'a line is one criterion', text);
  }
  for (const { address, line } of boxes(task.criteria)) {
    check(findCriterion(task.criteria, address)?.line === line, 'its own address finds a criterion', text);
  }
  for (const { range, message } of task.problems) {
    check(fits(range), `the problem "${message}" stands in the file`, text);
  }
  for (const { line } of task.dependencies) check(line >= 0 && line < count, 'a dependency stands in the file', text);
  check(/^[\w-]+$/.test(task.id), `${task.id} is no path`, text);
}

function checkTree(items: readonly Criterion[], { start, end }: LineRange, text: string): void {
  for (const { line, range, children } of items) {
    check(line === range.start && range.start < range.end, 'a criterion starts with its line', text);
    check(start <= range.start && range.end <= end, `line ${line} stands inside what holds it`, text);
    checkTree(children, { start: range.start + 1, end: range.end }, text);
  }
}

/** The same text by two ways, and nothing lost on either. */
export function checkLines(text: string): void {
  const parts = splitLines(text);
  check(joinLines(parts) === text, 'lines make up their text', text);
  check(JSON.stringify(readLines(text)) === JSON.stringify(parts.lines), 'both ways give the same lines', text);
}

export const parseProperties = [
  property('reading never throws, and everything that was read stands in the file', 2500, taskFile, checkReading),
  property('the same of real files after careless edits', 300, realFile, checkReading),
  property('the lines of a text make up the text', 1000, taskFile, checkLines),
];
