/** Which criterion of a text an edit means. */
import { boxes, findCriterion } from '../parse/criteria.ts';
import { parseTask } from '../parse/parse.ts';
import type { Criterion, CriterionAddress } from '../task.ts';
import { EditConflict } from './edit-conflict.ts';

/** The criteria of a task file's text, for edits that know nothing of its name. */
export function criteriaOf(text: string): readonly Criterion[] {
  return parseTask(text, 'TASK-0.md', 'active').criteria;
}

/**
 * The criterion that the address means.
 * @throws EditConflict when there is none, or more than one could be meant; it names the group and the nearest text
 */
export function locate(criteria: readonly Criterion[], address: CriterionAddress): Criterion {
  const found = findCriterion(criteria, address);
  if (found !== undefined) return found;
  const all = boxes(criteria);
  const wanted = `The criterion "${address.text}"${below(address)}`;
  const equals = all.filter(({ text }) => text === address.text);
  if (equals.length > 1) {
    const places = equals.map((one) => String(one.line + 1)).join(', ');
    throw new EditConflict(`${wanted} is not clear: lines ${places} say the same.`, address.text);
  }
  const near = nearestText(all, address.text);
  const hint =
    near === undefined ? '' : ` The nearest is "${near.text}"${below(near.address)} in line ${near.line + 1}.`;
  throw new EditConflict(`${wanted} is no longer in the file.${hint}`, address.text);
}

function below({ group }: CriterionAddress): string {
  return group.length === 0 ? '' : ` below "${group.join(' / ')}"`;
}

/** Share of common words from which on two texts are worth showing beside each other. */
const leastAlike = 0.3;

/** The criterion that shares the most words with the text; the first of equals. */
function nearestText(all: readonly Criterion[], text: string): Criterion | undefined {
  const wanted = wordsOf(text);
  let best: Criterion | undefined;
  let most = leastAlike;
  for (const criterion of all) {
    const words = wordsOf(criterion.text);
    const common = [...words].filter((word) => wanted.has(word)).length;
    const alike = (2 * common) / Math.max(1, words.size + wanted.size);
    if (alike > most || (best === undefined && alike === most)) {
      best = criterion;
      most = alike;
    }
  }
  return best;
}

function wordsOf(text: string): Set<string> {
  return new Set(
    text
      .toLowerCase()
      .split(/[^\p{L}\p{N}]+/u)
      .filter(Boolean),
  );
}
