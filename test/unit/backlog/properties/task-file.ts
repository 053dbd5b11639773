/** Generated task files: what people write, what editors leave behind, and what nobody would write. */
import fc from 'fast-check';

const fields = [
  'id: TASK-001',
  'id: task-1 # same',
  'id: ../../etc/passwd',
  'id:',
  'title: A title',
  'title: "In quotes: yes"',
  "title: 'It''s'",
  'title: Cut # here',
  'title: Colon: inside',
  'title: [WIP] a',
  'title: >',
  '  folded',
  'status: active',
  'status: blokced',
  'depend_on: TASK-002',
  'Priority: high',
  'status:   blocked   # waits',
  'priority: P1',
  'priority: **High**',
  'priority: soon',
  'created: 2026-01-01',
  'updated: 2026-01-02  ',
  'updated:',
  'labels: [a, b]',
  'labels:',
  '  - a',
  '- b',
  'owner: @me',
  'owner: "open',
  'depends_on: TASK-002, TASK-003',
  'blocked_by:\t[TASK-004]',
  'verify: none',
  'verify:',
  '  namespaces: [web]',
  '  other: x',
  'stop: true',
  'stop: false',
  '# a comment',
  '',
  '{ id: TASK-001 }',
  '? key',
  '"id": TASK-001',
  'not a field',
  'id : TASK-001',
  'constructor: x',
  '__proto__: y',
  'ключ: é ✅',
  '---x',
  '...',
] as const;

const body = [
  '',
  '',
  '## Acceptance Criteria',
  '## Acceptance Criteria (later)',
  '### Web',
  '### Store ###',
  '#### Pods',
  '##### Deep',
  '###### Deepest',
  '# Top',
  '## Progress Log',
  '## Dependencies',
  '## Notes',
  '<<<<<<< HEAD',
  '=======',
  '>>>>>>> main',
  'Setext',
  '===',
  '---',
  '***',
  '- [ ] One',
  '- [ ] One',
  '- [ ] Update the chart to 1.2.3',
  '- [x] Two',
  '- [X] Two `and` **half**',
  '* [ ] Star',
  '+ [x] Plus',
  '1. [ ] Number',
  '2) [x] Number',
  '123456789. [ ] Long number',
  '-   [ ]   Wide  ',
  '-\t[ ] Tab after',
  ' - [ ] One blank',
  '  - [ ] Below',
  '  - [x] Below',
  '    - [ ] Deep below',
  '    1. [x] Deep number',
  '\t- [ ] Tab',
  '\t\t* [X] Two tabs',
  '- [x] ~~Gone~~ (no need)',
  '  - [x] ~~Gone below~~',
  '- [x] **~~Bold gone~~** why',
  '- [ ] ~~Open gone~~',
  '- [ ] Drop ~~v1~~ for v2',
  '- [ ] ends ~',
  '- [ ]',
  '- [x]',
  '  - [ ]',
  '- [] near',
  '- [ ]near',
  '- [~] near',
  '-[ ] near',
  '  -[x] near',
  '–[ ] near',
  '• [x] near',
  '1.[ ]near',
  '[ ] near',
  '- ( ) near',
  '- [✓] near',
  '- plain',
  '  * plain below',
  '  goes on',
  'lazy',
  '\tlazy by a tab',
  '  check: `true`',
  '    check: `` a `b` ``',
  'check: `true`',
  '  check: the page loads',
  '  check: `true` and more',
  '  - check: `true`',
  '```',
  '  ```bash',
  '    ````',
  '~~~',
  '<!--',
  '-->',
  '<!-- one line -->',
  '> quote',
  '> - [ ] quoted',
  '| a | b |',
  '- 2026-01-01 10:00: Entry',
  '  - 2026-01-02: Nested entry',
  '- **2025-12-31**: Bold entry',
  '1. 2026-01-01: Numbered entry',
  'STOP',
  '- **Blocked By**: TASK-002',
  '- TASK-003 depends on this',
  'é ✅ 한국어 🇩🇪',
  '- [ ] é ✅ 한국어 🇩🇪',
  'a\u2028b',
  '- [ ] a\u2028b',
  '\u00A0',
  '\u00A0- [ ] odd blank',
  '-\u00A0[ ] odd blank',
  '- \u00A0[ ] odd blank',
  '\uFEFF- [ ] mark inside',
  '- [ ] nul \0 inside',
  'bell \u0007 and \u001b[31m',
  '- [ ] half \ud800 pair',
  '    # not a heading',
  '##not a heading',
  '##',
  '- [x](link.md) no box',
  '- [ ] [x] twice',
  '- [ ] # heading?',
  '- - [ ] nested mark',
] as const;

const long = 'x'.repeat(3000);
const anyText = fc.oneof(fc.string({ maxLength: 12 }), fc.string({ unit: 'binary', maxLength: 6 }));
const wild = fc
  .tuple(fc.constantFrom('', '- [ ] ', '  - [x] ', '## ', 'title: ', '  '), anyText)
  .map((parts) => parts.join(''));
const rare = fc.constantFrom(
  `- [ ] ${long}`,
  long,
  `- [ ] ${'~~'.repeat(900)}`,
  `## ${'#'.repeat(900)}`,
  `- [ ] a${' '.repeat(900)}b`,
);

const bodyLine = fc.oneof(
  { weight: 60, arbitrary: fc.constantFrom(...body) },
  { weight: 4, arbitrary: wild },
  { weight: 1, arbitrary: rare },
);
const fieldLine = fc.oneof({ weight: 30, arbitrary: fc.constantFrom(...fields) }, { weight: 1, arbitrary: wild });

const plainFront = ['---', 'id: TASK-001', 'title: A title', 'status: active', 'priority: high', '---'];
const front = fc.oneof(
  { weight: 4, arbitrary: fc.constant(plainFront) },
  { weight: 1, arbitrary: fc.constant<string[]>([]) },
  {
    weight: 6,
    arbitrary: fc
      .tuple(
        fc.constantFrom('---', '---', '---', '---  ', '---yaml', '---js', '----'),
        fc.array(fieldLine, { maxLength: 7 }),
        fc.constantFrom('---', '---', '---', '---\t', '...'),
      )
      .map(([open, lines, close]) => [open, ...lines, close]),
  },
  { weight: 1, arbitrary: fc.array(fieldLine, { maxLength: 4 }).map((lines) => ['---', ...lines]) },
);

const endings = fc.constantFrom<readonly string[]>(
  ['\n'],
  ['\n'],
  ['\r\n'],
  ['\r'],
  ['\n', '\r\n'],
  ['\r', '\n', '\r\n'],
);

/** A task file as text. Most have criteria; any may have anything. */
export const taskFile: fc.Arbitrary<string> = fc
  .record({
    mark: fc.constantFrom('', '', '', '\uFEFF'),
    front,
    head: fc.constantFrom<readonly string[]>([], ['## Acceptance Criteria'], ['', '## Acceptance Criteria', '']),
    lines: fc.array(bodyLine, { maxLength: 14 }),
    endings,
    isEnded: fc.boolean(),
  })
  .map((parts) => {
    const lines = [...parts.front, ...parts.head, ...parts.lines];
    return parts.mark + withEndings(lines, parts.endings, parts.isEnded);
  });

/** The lines as a text, the endings taken in turn. */
export function withEndings(lines: readonly string[], endings: readonly string[], isEnded: boolean): string {
  return lines
    .map((line, index) => (index < lines.length - 1 || isEnded ? line + endings[index % endings.length] : line))
    .join('');
}
