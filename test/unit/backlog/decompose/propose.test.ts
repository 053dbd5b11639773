import { describe, expect, test } from 'vitest';
import { openCriteria } from '../../../../src/backlog/decompose/open-criteria.ts';
import { proposeSubTasks } from '../../../../src/backlog/decompose/propose.ts';
import { criterionInWords, type DecompositionCause } from '../../../../src/backlog/decompose/sub-task.ts';
import { parseTask } from '../../../../src/backlog/parse/parse.ts';

const file = 'tasks/active/TASK-001.md';

function proposed(criteria: readonly string[], cause: DecompositionCause = 'limit', title = 'Shop') {
  const text = ['---', 'id: TASK-001', `title: ${title}`, '---', '## Description', 'Sells.', '## Acceptance Criteria'];
  const whole = [...text, ...criteria, '## Progress Log', '- 2026-01-01 09:00: Created'].join('\n');
  const task = parseTask(whole, file, 'active');
  return proposeSubTasks(task, openCriteria(task, whole), cause);
}

/** Title, then each criterion with its checks; a mark tells whom it waits for. */
function sketch(criteria: readonly string[], cause?: DecompositionCause): string[] {
  return proposed(criteria, cause).subTasks.flatMap((one, index) => {
    expect(one.dependsOnPrevious).toBe(index > 0);
    const own = one.criteria.map((criterion) => {
      const checks = criterion.checks.map((check) => ` {${check}}`).join('');
      return `  ${criterionInWords(criterion)}${checks}`;
    });
    return [`${one.needsPerson ? '(person) ' : ''}${one.title}`, ...own];
  });
}

const numbered = (count: number, letter = 'c') => Array.from({ length: count }, (_, index) => `${letter}${index + 1}`);
const boxes = (texts: readonly string[]) => texts.map((text) => `- [ ] ${text}`);
const indented = (texts: readonly string[]) => texts.map((text) => `  ${text}`);

describe('criteria left after the limit', () => {
  test.each<[string, string[], string[]]>([
    ['nothing is open', ['- [x] a', '- [x] ~~b~~ (late)'], []],
    ['one is left', ['- [x] a', '- [ ] b'], ['Shop: b', '  b']],
    ['a few without groups', boxes(['a', 'b']), ['Shop: 2 criteria', '  a', '  b']],
    [
      'done and waived ones stay out',
      ['- [ ] a', '- [x] b', '- [x] ~~c~~ (late)', '- [ ] d'],
      ['Shop: 2 criteria', '  a', '  d'],
    ],
    ['ten are one', boxes(numbered(10)), ['Shop: 10 criteria', ...indented(numbered(10))]],
    [
      'eleven are two of about the same size',
      boxes(numbered(11)),
      ['Shop (part 1 of 2)', ...indented(numbered(6)), 'Shop (part 2 of 2)', ...indented(numbered(11).slice(6))],
    ],
    [
      'one for each group, and one for what stands before the first',
      ['- [ ] a', '### Build', '- [ ] b', '- [ ] c', '### Deploy', '- [ ] d'],
      ['Shop: a', '  a', 'Shop: Build', '  b', '  c', 'Shop: Deploy', '  d'],
    ],
    ['a group that is done is left out', ['### Build', '- [x] b', '### Deploy', '- [ ] d'], ['Shop: Deploy', '  d']],
    [
      'the outermost heading counts',
      ['### Build', '#### Image', '- [ ] b', '#### Chart', '- [ ] c'],
      ['Shop: Build', '  b', '  c'],
    ],
    [
      'a large group is cut, the others are not',
      ['### Build', ...boxes(numbered(12)), '### Deploy', '- [ ] d'],
      [
        'Shop: Build (part 1 of 2)',
        ...indented(numbered(6)),
        'Shop: Build (part 2 of 2)',
        ...indented(numbered(12).slice(6)),
        'Shop: Deploy',
        '  d',
      ],
    ],
    [
      'a group that others interrupt is cut there: the order stays',
      ['### Build', '- [ ] a', '### Deploy', '- [ ] b', '### Build', '- [ ] c'],
      ['Shop: Build (part 1 of 2)', '  a', 'Shop: Deploy', '  b', 'Shop: Build (part 2 of 2)', '  c'],
    ],
    [
      'checks go along, all of them',
      ['- [ ] a', '  check: `true`', '  - check: ``echo ` ``', '- [ ] b', '  check: no command'],
      ['Shop: 2 criteria', '  a {true} {echo `}', '  b check: no command'],
    ],
    [
      'leaves keep the boxes above them',
      ['- [ ] Move:', '  - [x] staging', '  - [ ] production', '- [ ] b'],
      ['Shop: 2 criteria', '  Move: production', '  b'],
    ],
    ['lists below a criterion mean nothing there', ['- [ ] a', '  - one', '  - two'], ['Shop: a', '  a']],
  ])('%s', (_, criteria, expected) => {
    expect(sketch(criteria)).toEqual(expected);
  });
});

describe('a criterion that is too large', () => {
  test.each<[string, string[], string[], string | undefined]>([
    ['alone, without parts: nothing can be proposed', ['- [x] a', '- [ ] b'], [], 'b'],
    [
      'alone, in a sentence: nobody guesses',
      ['- [ ] build; push; deploy', '  the image, the chart and the rest'],
      [],
      'build; push; deploy the image, the chart and the rest',
    ],
    [
      'with parts: each is a criterion, and its check proves the last',
      ['- [ ] Move these:', '  check: `test -f moved`', '  - staging', '  - production', '    with its replicas'],
      ['Shop: Move these:', '  Move these: staging', '  Move these: production with its replicas {test -f moved}'],
      undefined,
    ],
    [
      'numbered parts; what stands deeper explains',
      ['- [ ] Move', '  1. staging', '     - see the runbook', '  2. production'],
      ['Shop: Move', '  Move: staging', '  Move: production'],
      undefined,
    ],
    ['one list item is no list', ['- [ ] Move', '  - staging'], [], 'Move'],
    ['a list in a fence is none', ['- [ ] Move', '  ```', '  - a', '  - b', '  ```'], [], 'Move'],
    [
      'before others, without parts: a person splits it first, and the rest waits',
      ['### Build', '- [ ] a', '- [ ] b', '### Deploy', '- [ ] c'],
      ['(person) Shop: split "a"', '  a', 'Shop: Build', '  b', 'Shop: Deploy', '  c'],
      'a',
    ],
    [
      'before others, with parts',
      ['- [ ] Move', '  - one', '  - two', '- [ ] b', '- [ ] c'],
      ['Shop: Move', '  Move: one', '  Move: two', 'Shop: 2 criteria', '  b', '  c'],
      undefined,
    ],
  ])('%s', (_, criteria, expected, toSplit) => {
    expect(sketch(criteria, 'too-large')).toEqual(expected);
    expect(proposed(criteria, 'too-large').toSplit).toBe(toSplit);
  });
});

describe('titles and descriptions', () => {
  test('a description says where it comes from', () => {
    const [, second] = proposed(['### Build', '- [ ] a', '### Deploy', '- [ ] b']).subTasks;
    expect(second?.description).toBe(
      `Part 2 of 2 of TASK-001 (Shop), from the group "Deploy". TASK-001 waits for it; the whole is in \`${file}\`.\n\n` +
        'What TASK-001 is about: Sells.',
    );
  });

  test('what a criterion says below itself is quoted; its text and checks are not said twice', () => {
    const [only] = proposed([
      '- [ ] a',
      '  goes on',
      '  check: `true`',
      '- [ ] b',
      '',
      '  Because.',
      '  - [link](x)',
    ]).subTasks;
    expect(only?.description.split('As it stands in TASK-001:')[1]).toBe(
      '\n\n> - [ ] b\n>\n>   Because.\n>   - [link](x)',
    );
  });

  test('long titles are cut, and are one line', () => {
    const [only] = proposed([`- [ ] ${'word '.repeat(100)}`], 'limit', 'long '.repeat(100)).subTasks;
    expect(only?.title).toMatch(/^long .*…: word .*…$/);
    expect(only?.title.length).toBeLessThanOrEqual(203);
  });
});
