/** Generated files: nothing throws, an edit changes only its lines, and what was edited reads back. */
import { expect, test } from 'vitest';
import {
  appendLog,
  EditConflict,
  setField,
  tickCriterion,
  untickCriterion,
} from '../../../../src/backlog/edit/edit.ts';
import { boxes, leaves } from '../../../../src/backlog/parse/criteria.ts';
import { parseTask } from '../../../../src/backlog/parse/parse.ts';
import type { Criterion } from '../../../../src/backlog/task.ts';

const pieces = [
  '---',
  'id: TASK-001',
  'title: A: b',
  'title: "x"',
  'updated: 2026-01-01',
  'labels:',
  '  - a',
  '## Acceptance Criteria',
  '## Progress Log',
  '## Dependencies',
  '### Web',
  '# Top',
  '- [ ] One',
  '- [x] Two',
  '  - [ ] Below',
  '\t- [X] Tab',
  '1. [ ] Number',
  '- [x] ~~Gone~~ (no)',
  '* plain',
  '  more',
  'lazy',
  '',
  '',
  '```',
  '  ```bash',
  '~~~',
  '<!--',
  '-->',
  '- 2026-01-01 10:00: x',
  '  - 2026-01-02: y',
  '  check: `true`',
  '> quote',
  '---',
  '| a | b |',
  '- [ ]',
  '- TASK-002',
  'é ✅ \u2028',
  '***',
  '\u00A0',
] as const;

/** A generator with a seed, so that a failure can be repeated (mulberry32). */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function generated(seed: number): string {
  const next = random(seed);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(next() * from.length)] as T;
  const ending = pick(['\n', '\n', '\r\n', '\r']);
  const lines = Array.from({ length: Math.floor(next() * 30) }, () => pick(pieces));
  return `${pick(['', '', '\uFEFF'])}${pick([`---${ending}`, ''])}${lines.join(ending)}${pick(['', ending])}`;
}

const parse = (text: string) => parseTask(text, 'tasks/active/TASK-001.md', 'active');

/** The result of an edit; undefined when it refuses. Anything but a conflict is a fault. */
function attempt(edit: () => string): string | undefined {
  try {
    return edit();
  } catch (error) {
    if (error instanceof EditConflict) return undefined;
    throw error;
  }
}

/** Plain comparisons: an `expect` for each of them would take longer than the edits. */
function check(holds: boolean, seed: number, what: string): void {
  if (!holds) throw new Error(`seed ${seed}: ${what}\n${JSON.stringify(generated(seed))}`);
}

const essence = (criteria: readonly Criterion[]) =>
  JSON.stringify(boxes(criteria).map(({ address, text, state }) => [address, text, state]));

const openLeaves = (text: string) => leaves(parse(text).criteria).filter(({ state }) => state === 'open');

function checkFile(seed: number): void {
  const text = generated(seed);
  const { criteria } = parse(text);
  for (const { address } of boxes(criteria)) {
    const ticked = tickCriterion(text, address);
    check(ticked.length === text.length, seed, 'a tick changes one character');
    check(ticked === text || untickCriterion(ticked, address) === text, seed, 'a tick can be taken back');
  }
  const open = openLeaves(text);
  const [first] = open;
  if (first !== undefined) {
    const left = openLeaves(tickCriterion(text, first.address));
    check(left.length === open.length - 1, seed, 'a tick closes one criterion');
    check(!left.some(({ line }) => line === first.line), seed, 'a tick closes the criterion that was meant');
  }
  const logged = attempt(() => appendLog(text, 'NEW ENTRY'));
  if (logged !== undefined) {
    check(logged.split('NEW ENTRY').length === 2, seed, 'an entry is written once');
    check(essence(parse(logged).criteria) === essence(criteria), seed, 'an entry changes no criterion');
  }
  const set = attempt(() => setField(text, 'updated', '2026-12-31'));
  if (set !== undefined) {
    check(set.includes('updated: 2026-12-31'), seed, 'a field is set');
    check(attempt(() => setField(set, 'updated', '2026-12-31')) === set, seed, 'setting it again changes nothing');
    check(essence(parse(set).criteria) === essence(criteria), seed, 'a field changes no criterion');
  }
}

test.each([1, 2, 3, 4])('2500 generated files, seeds %i00000 and up', (block) => {
  for (let seed = block * 100_000; seed < block * 100_000 + 2500; seed += 1) checkFile(seed);
});

test.each([
  ['open boxes', '- [ ] a\n'.repeat(40_000)],
  ['blanks', `- [ ] ${' '.repeat(300_000)}x`],
  ['backticks', `- [ ] a\n  check: ${'`'.repeat(300_000)}`],
  ['nested boxes', Array.from({ length: 700 }, (_, depth) => `${' '.repeat(depth)}- [ ] a\n`).join('')],
  ['hashes', `## ${'#'.repeat(300_000)}`],
  ['dashes', `- ${'- '.repeat(150_000)}x`],
  ['ids', `${'TASK-001 '.repeat(35_000)}`],
  ['tildes', '~~'.repeat(150_000)],
  ['stars', `- ${'*'.repeat(300_000)}`],
  ['comments', '<!--'.repeat(80_000)],
  ['one front matter line', `---\ntitle: ${'[{'.repeat(120_000)}\n---\n`],
])('300 KB of %s are read in linear time', (_, content) => {
  const sections = ['## Acceptance Criteria', '## Dependencies', '## Notes', '## Progress Log', '## Other'];
  for (const section of sections) {
    const text = content.startsWith('---') ? content : `---\nid: TASK-001\n---\n${section}\n${content}\n`;
    const started = performance.now();
    parse(text);
    attempt(() => appendLog(text, 'x'));
    expect(performance.now() - started).toBeLessThan(1000);
  }
});
