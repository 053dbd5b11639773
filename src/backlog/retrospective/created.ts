/** How old items are, compared with each other. */
import { readFrontMatter } from '../parse/front-matter.ts';
import { readLines } from '../parse/text-lines.ts';
import type { Task } from '../task.ts';
import { idNumber } from '../task-id.ts';
import { dayMs, type Facts, textsOf } from './facts.ts';

/**
 * The day that an item says it was created on, in milliseconds since 1970, and within a day its number. An item that does
 * not say it counts as old: ids are given in order, so its number decides.
 */
export function createdOf(task: Task, facts: Pick<Facts, 'texts'>): number {
  const days = textsOf(task, facts).map((text) => {
    const field = readFrontMatter(readLines(text)).values.get('created');
    return Date.parse(String(field ?? /"created_date"\s*:\s*"([^"]*)"/.exec(text)?.[1] ?? '').slice(0, 10));
  });
  return (days.find((day) => !Number.isNaN(day)) ?? 0) + Math.min(idNumber(task.id), dayMs - 1);
}
