import { describe, expect, test } from 'vitest';
import { groupedBoxes } from '../../../../src/backlog/create/checklist-lines.ts';
import { bodyOf } from '../../../../src/backlog/create/derived-criteria.ts';
import { newItem } from './new-item.ts';

function boxesOf(description: string, criteria: readonly string[] = []): string {
  return groupedBoxes(bodyOf(newItem({ description, criteria })).criteria).join('\n');
}

function text(...lines: readonly string[]): string {
  return lines.join('\n');
}

describe('where the criteria come from', () => {
  test.each([
    [
      'the list below the heading, nothing else',
      text('- no', '## Acceptance Criteria', '- one', '* two', '## More', '- no'),
      text('- [ ] one', '- [ ] two'),
    ],
    [
      'numbers and boxes alike',
      text('# 3. Acceptance criteria:', '1. one', '2) two', '- [ ] three'),
      text('- [ ] one', '- [ ] two', '- [ ] three'),
    ],
    ['a line in bold is a heading too', text('**Acceptance Criteria:**', '- one', '', 'Then:', '- no'), '- [ ] one'],
    [
      'continued lines are one criterion',
      text('## Acceptance Criteria', '- one', '  goes on', 'and on'),
      '- [ ] one goes on and on',
    ],
    [
      'nesting stays',
      text('## Acceptance Criteria', '- one', '  - below', '    - deeper'),
      text('- [ ] one', '  - [ ] below', '    - [ ] deeper'),
    ],
    [
      'groups stay',
      text('## Acceptance Criteria', '- one', '### Web', '- two', '#### TLS', '- three'),
      text('- [ ] one', '', '### Web', '', '- [ ] two', '', '### Web / TLS', '', '- [ ] three'),
    ],
    [
      'a heading without a list counts for nothing',
      text('## Acceptance Criteria', 'None yet.', '## Steps', '- one'),
      '- [ ] one',
    ],
    [
      'else the boxes, wherever they are',
      text('- no', '## Todo', '- [ ] one', '  - [x] two'),
      text('- [ ] one', '  - [ ] two'),
    ],
    [
      'else the list items of the top level',
      text('Seen:', '- one', '  - no', '1. two', '* * *'),
      text('- [ ] one', '- [ ] two'),
    ],
    ['else the title', 'Prose.', '- [ ] Resolved: Registry refuses pushes'],
    ['what stands in a fence is no list', text('```', '- [ ] no', '```'), '- [ ] Resolved: Registry refuses pushes'],
    ['what is struck out is left out', text('- [x] ~~gone~~ (not needed)', '- [ ] one'), '- [ ] one'],
    [
      'a command to check by is not taken over',
      text('## Acceptance Criteria', '- one', '  check: `true`', '- check: `id`'),
      '- [ ] one',
    ],
    ['ticks are not believed', text('- [x] one', '- [X] two'), text('- [ ] one', '- [ ] two')],
  ])('%s', (_case, description, expected) => {
    expect(boxesOf(description)).toBe(expected);
  });

  test('those of the caller replace all others; marks and boxes before them are no part of them', () => {
    expect(boxesOf('- no', ['one', ' - [x] two\n lines', '3. three', '~~four~~'])).toBe(
      text('- [ ] one', '- [ ] two lines', '- [ ] three', '- [ ] four'),
    );
  });
});

describe('what stays of the description', () => {
  function rest(...lines: readonly string[]): string {
    return bodyOf(newItem({ description: text(...lines) })).description.join('\n');
  }

  test('a part that has become criteria as a whole is not said twice', () => {
    expect(rest('Why.', '', '## Acceptance Criteria', '', '### Web', '- one', '  more', '', '## After', 'x')).toBe(
      text('Why.', '', '### After', 'x'),
    );
  });

  test.each([
    ['prose', 'All of them:'],
    ['a check', '- two', '  check: `true`'],
    ['a tick', '- [x] two'],
    ['something struck out', '- two ~~or three~~'],
    ['code', '- two', '  ```', '  x', '  ```'],
    ['a heading without a list', '#### Later'],
  ])('a part with %s stays whole', (_case, ...lines) => {
    const part = ['### Acceptance Criteria', '- one', '', ...lines];
    expect(rest(...part)).toBe(text(...part));
  });

  test('boxes elsewhere stay', () => {
    expect(rest('- [ ] one', 'prose')).toBe(text('- [ ] one', 'prose'));
  });
});
