/** No content can make reading or editing slow. */
import { expect, test } from 'vitest';
import { setField } from '../../../../src/backlog/edit/field.ts';
import { insertCriteria } from '../../../../src/backlog/edit/insert-criteria.ts';
import { appendLog } from '../../../../src/backlog/edit/log.ts';
import { waiveCriterion } from '../../../../src/backlog/edit/waive.ts';
import { cpuMsSince } from '../../../support/cpu-time.ts';
import { attempt } from './edit-properties.ts';
import { parse } from './parse-properties.ts';

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
])(
  '300 KB of %s are read in linear time',
  (_, content) => {
    const sections = ['## Acceptance Criteria', '## Dependencies', '## Notes', '## Progress Log', '## Other'];
    for (const section of sections) {
      const text = content.startsWith('---') ? content : `---\nid: TASK-001\n---\n${section}\n${content}\n`;
      const started = process.cpuUsage();
      const [first] = parse(text).criteria;
      expect(cpuMsSince(started)).toBeLessThan(1000);
      if (section !== sections[0]) continue;
      const group = { group: ['Web'] };
      const edits = [
        () => appendLog(text, 'x'),
        () => setField(text, 'owner', 'x'),
        () => insertCriteria(text, [{ text: 'x' }], first === undefined ? group : { after: first.address }),
        () => (first === undefined ? text : waiveCriterion(text, first.address, 'x')),
      ];
      for (const edit of edits) {
        const begun = process.cpuUsage();
        attempt(edit);
        expect(cpuMsSince(begun)).toBeLessThan(2000);
      }
    }
  },
  30_000,
);
