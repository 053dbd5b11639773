/** Waivers: `- [x] ~~text~~ (reason)` counts as done and says why nobody did it. */
import { boxes, findCriterion } from '../parse/criteria.ts';
import { joinLines, splitLines } from '../parse/text-lines.ts';
import { readWaiver } from '../parse/waiver.ts';
import type { Criterion, CriterionAddress, LineEdit } from '../task.ts';
import { isTicked, withMark } from './box-mark.ts';
import { outlineOf, type TextPart, textParts } from './criterion-text.ts';
import { EditConflict } from './edit-conflict.ts';
import { applyLineEdits } from './line-edits.ts';
import { criteriaOf, locate } from './locate.ts';
import { asOneLine } from './one-line.ts';
import { sameBut } from './same-criteria.ts';

/**
 * Strikes out the text of an open criterion from its first to its last line, puts the reason behind it, and ticks its
 * box. The criteria below a parent are waived with it; their lines stay as they are.
 * @param reason one line; what would end the strike-through early is escaped
 * @throws EditConflict without a reason, when the criterion is not found or not open, or its text cannot be struck out
 */
export function waiveCriterion(text: string, address: CriterionAddress, reason: string): string {
  const why = asOneLine(reason).replace(/~~+/g, (marks) => marks.replaceAll('~', '\\~'));
  if (why === '') throw new EditConflict(`"${address.text}" cannot be waived without a reason.`, address.text);
  const criteria = criteriaOf(text);
  const found = locate(criteria, address);
  const { lines } = splitLines(text);
  refuseWaiving(found, lines[found.line] ?? '');
  const parts = textParts(outlineOf(lines), found);
  const struck = parts.map((part, index) => {
    const words = (lines[part.line] ?? '').slice(part.start, part.end);
    return `${index === 0 ? '~~' : ''}${words}${index === parts.length - 1 ? `~~ (${why})` : ''}`;
  });
  const edited = withTexts(text, criteria, found, { parts, texts: struck, mark: 'x' });
  const now = findCriterion(edited.criteria, address);
  if (now?.line === found.line && now.state === 'waived') return edited.text;
  throw misread(found);
}

/**
 * Opens a waived criterion again: strike-through and reason go, the box is open. The reverse of `waiveCriterion`, byte
 * by byte. A remark behind a strike-through that is no reason in brackets stays.
 * @throws EditConflict when the criterion is not found, or not waived by itself
 */
export function restoreCriterion(text: string, address: CriterionAddress): string {
  const criteria = criteriaOf(text);
  const found = locate(criteria, address);
  const { lines } = splitLines(text);
  const parent = boxes(criteria).find(({ state, children }) => state === 'waived' && children.includes(found));
  const waiver = readWaiver(found.text);
  if (parent !== undefined) throw notRestored(found, `waived with "${parent.text}": restore that`);
  if (waiver === undefined || !isTicked(lines[found.line] ?? '')) throw notRestored(found, 'not waived');
  const parts = textParts(outlineOf(lines), found);
  const words = parts.map((part) => (lines[part.line] ?? '').slice(part.start, part.end)).join('\n');
  const behind = waiver.reason === undefined ? words.slice(waiver.close + 2) : '';
  const bare = words.slice(0, waiver.open) + words.slice(waiver.open + 2, waiver.close) + behind;
  const edited = withTexts(text, criteria, found, { parts, texts: bare.trim().split('\n'), mark: ' ' });
  const now = boxes(edited.criteria).find(({ line }) => line === found.line);
  if (now !== undefined && now.state !== 'waived') return edited.text;
  throw misread(found);
}

function misread({ text }: Criterion): EditConflict {
  return new EditConflict(`"${text}" cannot be edited: its lines would read as something else.`, text);
}

function notRestored({ text }: Criterion, why: string): EditConflict {
  return new EditConflict(`"${text}" is ${why}.`, text);
}

function refuseWaiving(criterion: Criterion, line: string): void {
  const fault = faultOf(criterion, isTicked(line));
  if (fault !== undefined) throw new EditConflict(`"${criterion.text}" ${fault}.`, criterion.text);
}

function faultOf({ state, text }: Criterion, ticked: boolean): string | undefined {
  if (text === '') return 'has no text to strike out';
  if (state === 'waived') return 'is waived already';
  if (state === 'done' || ticked) return 'is ticked; only open criteria can be waived. Open its box first';
  return text.startsWith('~~') ? 'is struck out already; tick its box to waive it' : undefined;
}

interface NewTexts {
  readonly parts: readonly TextPart[];
  /** For each part what stands there now; parts beyond the last text go with their lines. */
  readonly texts: readonly string[];
  readonly mark: 'x' | ' ';
}

/** @throws EditConflict when another criterion would change with it */
function withTexts(
  text: string,
  criteria: readonly Criterion[],
  found: Criterion,
  { parts, texts, mark }: NewTexts,
): { readonly text: string; readonly criteria: readonly Criterion[] } {
  const lines = splitLines(text);
  const edits = parts.map(({ line, start, end }, index): LineEdit => {
    const old = lines.lines[line] ?? '';
    const now = texts[index];
    const range = { start: line, end: line + 1 };
    return { range, lines: now === undefined ? [] : [old.slice(0, start) + now + old.slice(end)] };
  });
  // The text of a box may begin on the line below it.
  const own = edits.find(({ range }) => range.start === found.line)?.lines[0] ?? lines.lines[found.line] ?? '';
  const box = { range: { start: found.line, end: found.line + 1 }, lines: [withMark(own, mark)] };
  const rest = edits.filter(({ range }) => range.start !== found.line);
  const edited = joinLines(applyLineEdits(lines, [box, ...rest]));
  const dropped = Math.max(0, parts.length - texts.length);
  const after = criteriaOf(edited);
  const shifted = (line: number) => (line > found.line ? line - dropped : line);
  if (sameBut(criteria, after, (line) => line === found.line, shifted)) return { text: edited, criteria: after };
  throw misread(found);
}
