/** Which boxes of a file are its criteria, for each form. Reading and editing both go through here. */
import { type Checklist, readChecklist } from '../parse/checklist.ts';
import { criteriaSections, type Section } from '../parse/outline.ts';
import type { CriteriaForm, Criterion, LineRange } from '../task.ts';
import { readBreakdown } from './breakdown.ts';
import type { Document } from './document.ts';

/** Reads the criteria of a file. */
export function readCriteria(document: Document, form: CriteriaForm): Checklist {
  const { outline, front } = document;
  if (form === 'breakdown') return readBreakdown(outline, front.bodyStart);
  const ranges = sectionsOf(document, form).map(({ range }) => range);
  return readChecklist(outline, ranges, []);
}

/**
 * The boxes of all other sections, each below the name of its section. A breakdown has none. They are shown and never
 * executed, so a task does not keep them: thousands are read at once, and one of them is shown.
 */
export function readOtherBoxes(document: Document, form: CriteriaForm): readonly Criterion[] {
  if (form === 'breakdown') return [];
  const used = new Set(sectionsOf(document, form));
  const ranges = new Map<string, LineRange[]>();
  for (const section of document.sections) {
    if (used.has(section)) continue;
    const { text } = section.heading;
    const parts = ranges.get(text);
    if (parts === undefined) ranges.set(text, [section.range]);
    else parts.push(section.range);
  }
  return Array.from(ranges).flatMap(([text, parts]) => readChecklist(document.outline, parts, [text]).items);
}

function sectionsOf({ sections }: Document, form: 'section' | 'implementation'): Section[] {
  return form === 'section' ? criteriaSections(sections) : sections.filter(isImplementation);
}

function isImplementation({ name }: Section): boolean {
  return /^(?:implementation (?:tasks|steps|checklist|plan)|tasks|steps)(?![\p{L}\p{N}])/u.test(name);
}
