/**
 * What may have been meant, where nobody can tell for certain: offered to a person, one by one, and never made by
 * `Fix all` or `lint --fix`. Without the editor.
 */

import { EditConflict } from '../../backlog/edit/edit-conflict.ts';
import { setField } from '../../backlog/edit/field.ts';
import { editBetween, lineEdit } from '../../backlog/fix/fixed-lines.ts';
import { readStatus, textField } from '../../backlog/parse/field-values.ts';
import { readFrontMatter } from '../../backlog/parse/front-matter.ts';
import { meantKey } from '../../backlog/parse/known-fields.ts';
import { meantStatus } from '../../backlog/parse/known-status.ts';
import { readLines } from '../../backlog/parse/text-lines.ts';
import { priorityOrder } from '../../backlog/queue/priority.ts';
import type { Fix, Problem } from '../../backlog/task.ts';
import * as l10n from '../l10n.ts';
import type { LiveFile } from './live-files.ts';

/** The suggestions for a problem of a task file; none where there is a certain remedy. */
export function suggestedFixes(problem: Problem, { text, place }: Pick<LiveFile, 'text' | 'place'>): Fix[] {
  if (problem.fix !== undefined || place.kind !== 'task') return [];
  const lines = readLines(text);
  switch (problem.code) {
    case 'status-unknown': {
      const written = readStatus(textField(readFrontMatter(lines), 'status') ?? '');
      const words = [meantStatus(written, 'gitops'), place.folder].filter((word) => word !== undefined);
      return [...new Set(words)].flatMap((word) => valueFix(text, 'status', word));
    }
    case 'priority-unknown':
      return priorityOrder.flatMap((word) => valueFix(text, 'priority', word));
    case 'field-unknown':
      return keyFix(lines, problem.range.start);
    default:
      return [];
  }
}

function valueFix(text: string, key: string, value: string): Fix[] {
  try {
    const edit = editBetween(readLines(text), readLines(setField(text, key, value)));
    return [{ title: l10n.t`Set ${key}: ${value}`, edits: [edit] }];
  } catch (error) {
    // Front matter that does not take it comes first.
    if (error instanceof EditConflict) return [];
    throw error;
  }
}

/** Only where the field that is meant is not there yet. */
function keyFix(lines: readonly string[], line: number): Fix[] {
  const old = lines[line] ?? '';
  const key = /^[\w-]+(?=[ \t]*:)/.exec(old)?.[0];
  const meant = key === undefined ? undefined : meantKey(key);
  if (key === undefined || meant === undefined || readFrontMatter(lines).fields.has(meant)) return [];
  return [{ title: l10n.t`Rename to ${meant}`, edits: [lineEdit(line, meant + old.slice(key.length))] }];
}
