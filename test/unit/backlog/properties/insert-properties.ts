/** What holds for every criterion that is inserted. */
import fc from 'fast-check';
import type { CriteriaPlace } from '../../../../src/backlog/edit/criteria-place.ts';
import type { NewCriterion } from '../../../../src/backlog/edit/criterion-lines.ts';
import { insertCriteria } from '../../../../src/backlog/edit/insert-criteria.ts';
import { check, inserted } from './compare.ts';
import { attempt, criteriaOf } from './edit-properties.ts';
import { property } from './property.ts';
import { realFile } from './real-file.ts';
import { taskFile } from './task-file.ts';

const text = fc.oneof(
  fc.constantFrom(
    'Plain',
    '# a',
    '- [ ] b',
    '```',
    '~~c~~ (d)',
    'check: `e`',
    '[x] f',
    'g\n\n## h',
    '~~~',
    '<!--',
    '> i',
    '1. j',
  ),
  fc.string({ maxLength: 10 }),
  fc.string({ unit: 'binary', maxLength: 5 }),
);
const command = fc.oneof(fc.constantFrom('true', 'a `b` ``c``', '`', '#', '--x'), fc.string({ maxLength: 8 }));
const leaf: fc.Arbitrary<NewCriterion> = fc.oneof(fc.record({ text }), fc.record({ text, check: command }));
const criterion = fc.oneof(leaf, fc.record({ text, children: fc.array(leaf, { minLength: 1, maxLength: 2 }) }));
const heading = fc.oneof(fc.constantFrom('Web', 'Pods', 'web', 'New #', 'Store'), fc.string({ maxLength: 5 }));
const place = fc.oneof(
  fc.record({ group: fc.array(heading, { maxLength: 2 }) }),
  fc.record({ after: fc.nat(9) }),
  fc.record({ below: fc.nat(9) }),
);

interface Insertion {
  readonly text: string;
  readonly criteria: readonly NewCriterion[];
  readonly place: { readonly group: readonly string[] } | { readonly after: number } | { readonly below: number };
}

/** The place in this file; undefined where it has no criteria. */
function placeIn(file: string, at: Insertion['place']): CriteriaPlace | undefined {
  if ('group' in at) return at;
  const all = criteriaOf(file);
  const address = all[('after' in at ? at.after : at.below) % Math.max(1, all.length)]?.address;
  if (address === undefined) return undefined;
  return 'after' in at ? { after: address } : { below: address };
}

const count = (criteria: readonly NewCriterion[]): number =>
  criteria.reduce((sum, { children = [] }) => sum + 1 + count(children), 0);

/** The words of a text, whatever stands between and before them. */
const words = (one: string) => one.replace(/[\s\p{Cc}\\]+|\p{Surrogate}/gu, '').replaceAll('\uFFFD', '');

export function checkInsertion({ text: file, criteria, place: wanted }: Insertion): void {
  const at = placeIn(file, wanted);
  if (at === undefined) return;
  const edited = attempt(() => insertCriteria(file, criteria, at));
  if (edited === undefined) return;
  inserted(file, edited);
  const [before, after] = [criteriaOf(file), criteriaOf(edited)];
  check(after.length === before.length + count(criteria), 'as many criteria more', file, edited);
  const known = new Map<string, number>();
  for (const { text: one } of before) known.set(one, (known.get(one) ?? 0) + 1);
  const added = after.filter(({ text: one }) => {
    const left = known.get(one) ?? 0;
    known.set(one, left - 1);
    return left < 1;
  });
  const flat = (all: readonly NewCriterion[]): string[] =>
    all.flatMap((one) => [one.text, ...flat(one.children ?? [])]);
  const texts = (all: readonly string[]) => JSON.stringify(all.map(words).sort());
  check(texts(added.map((one) => one.text)) === texts(flat(criteria)), 'their texts read back', file, edited);
}

const file = fc.oneof({ weight: 12, arbitrary: taskFile }, { weight: 1, arbitrary: realFile });
const insertions = fc.record({ text: file, criteria: fc.array(criterion, { minLength: 1, maxLength: 2 }), place });

export const insertProperties = [
  property(
    'inserted criteria read back, and dropping their lines gives the same bytes',
    1500,
    insertions,
    checkInsertion,
  ),
];
