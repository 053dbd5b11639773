/** Boxes while they are being read, and the criteria that they become. */
import type { Criterion, CriterionAddress, Problem } from '../task.ts';
import { joinChecks } from './check-line.ts';
import { detached } from './text-lines.ts';

/** A box whose text, checks and children are still being collected. */
export interface BoxDraft {
  readonly address: Omit<CriterionAddress, 'text'>;
  readonly line: number;
  readonly mark: ' ' | 'x' | 'X';
  readonly parts: string[];
  readonly checks: string[];
  readonly children: BoxDraft[];
  readonly depth: number;
  end: number;
}

type Fault = Omit<Problem, 'file'>;

/** One list for all boxes that have none below them, which nearly all are. */
const childless: readonly Criterion[] = Object.freeze([]);

/** The criteria that the boxes stand for; what is odd about them is added to the faults. */
export function finishBoxes(drafts: readonly BoxDraft[], faults: Fault[], insideWaived = false): Criterion[] {
  const criteria: Criterion[] = [];
  for (const draft of drafts) {
    const criterion = finish(draft, faults, insideWaived);
    if (criterion !== undefined) criteria.push(criterion);
  }
  return criteria;
}

/** The criterion of a box; nothing for one without text, since nobody could say what it asks for. */
function finish(draft: BoxDraft, faults: Fault[], insideWaived: boolean): Criterion | undefined {
  const { line, parts, end } = draft;
  // Joining several makes a text of its own already.
  const text = parts.length === 1 ? detached(parts[0] ?? '') : parts.join(' ');
  const ticked = draft.mark !== ' ';
  const struckOut = isStruckOut(text);
  const waived = insideWaived || (ticked && struckOut);
  const children = draft.children.length === 0 ? childless : finishBoxes(draft.children, faults, waived);
  if (text === '') faults.push(fault(line, 'criterion-empty', 'This box has no text, so it is no criterion.'));
  if (text === '' && children.length === 0) return undefined;
  const open = children.length > 0 ? children.some(({ state }) => state === 'open') : !ticked;
  if (!ticked && struckOut) {
    faults.push(fault(line, 'waiver-open', 'Struck out, but its box is open. Tick it to waive the criterion.'));
  }
  if (ticked && open && !waived) {
    faults.push(fault(line, 'parent-ticked', 'This box is ticked, but boxes below it are open.'));
  }
  const state = waived ? 'waived' : open ? 'open' : 'done';
  const { group, ordinal, repeat } = draft.address;
  const address = repeat === undefined ? { group, ordinal, text } : { group, ordinal, repeat, text };
  const range = { start: line, end };
  const check = joinChecks(draft.checks);
  // Written out: an object that begins with another one's fields takes half as much again, and there are many of these.
  if (check === undefined) return { address, text, state, line, range, children };
  return { address, text, state, line, range, children, check: detached(check) };
}

/** A warning about one line. */
export function fault(line: number, code: string, message: string): Fault {
  return { range: { start: line, end: line + 1 }, severity: 'warning', code, message };
}

/** `~~text~~ (reason)`, also below bold marks. */
export function isStruckOut(text: string): boolean {
  if (!text.includes('~~')) return false;
  const start = /^[*_]{0,3}~~/.exec(text)?.[0].length;
  return start !== undefined && text.indexOf('~~', start) > start;
}
