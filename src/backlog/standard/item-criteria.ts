/** Which file of an item holds its criteria, and what they are. */
import type { CriteriaForm, Criterion, Fix, Problem } from '../task.ts';
import { readCriteria } from './criteria-forms.ts';
import type { Document } from './document.ts';
import type { Report } from './report.ts';

export interface ItemCriteria {
  readonly file: string;
  readonly form: CriteriaForm;
  readonly items: readonly Criterion[];
  readonly problems: readonly Problem[];
}

export interface ItemDocuments {
  readonly prompt: Document | undefined;
  readonly tasks: Document | undefined;
  readonly report: Report | undefined;
}

/**
 * TASKS.md when it has boxes or steps, else the acceptance criteria of PROMPT.md, else its implementation tasks. An item
 * without any keeps the file in which they belong.
 * @param fallback the file of an item that has neither TASKS.md nor PROMPT.md
 */
export function readItemCriteria({ prompt, tasks, report }: ItemDocuments, fallback: string): ItemCriteria {
  const candidates: readonly (readonly [Document | undefined, CriteriaForm])[] = [
    [tasks, 'breakdown'],
    [prompt, 'section'],
    [prompt, 'implementation'],
  ];
  for (const [document, form] of candidates) {
    if (document === undefined) continue;
    const { file } = document;
    const { items, problems } = readCriteria(document, form);
    if (items.length === 0) continue;
    return { file, form, items, problems: problems.map((problem) => ({ file, ...problem })) };
  }
  const home = prompt ?? tasks;
  const file = home?.file ?? fallback;
  const form = home !== undefined && home === prompt ? 'section' : 'breakdown';
  return { file, form, items: [], problems: [missing(home, file, report)] };
}

function missing(home: Document | undefined, file: string, report: Report | undefined): Problem {
  const wishes = report?.list('acceptance_criteria') ?? [];
  const known = wishes.length === 0 ? '' : ` The JSON file names ${wishes.length} in words.`;
  const message = `No acceptance criteria: write them as \`- [ ] …\` below \`## Acceptance Criteria\` of PROMPT.md, or in TASKS.md.${known}`;
  const fix = home === undefined || wishes.length === 0 ? undefined : writtenOut(home, wishes);
  const range = { start: 0, end: 1 };
  return { file, range, severity: 'warning', code: 'criteria-missing', message, ...(fix === undefined ? {} : { fix }) };
}

/** The criteria of the JSON file as boxes at the end; none where an unclosed fence or comment would swallow them. */
function writtenOut({ outline }: Document, wishes: readonly string[]): Fix | undefined {
  if (outline.unclosed !== undefined) return undefined;
  const end = outline.lines.length;
  const isApart = end === 0 || outline.kinds[end - 1] === 'blank';
  const boxes = wishes.map((wish) => `- [ ] ${wish}`);
  const lines = [...(isApart ? [] : ['']), '## Acceptance Criteria', '', ...boxes];
  return { title: 'Write the criteria of the JSON file as boxes', edits: [{ range: { start: end, end }, lines }] };
}
