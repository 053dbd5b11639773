import { expect, test } from 'vitest';
import { bodyOf } from '../../../../src/backlog/create/derived-criteria.ts';
import { describeSelection } from '../../../../src/editor/new-item/selected-text.ts';

const yaml = {
  path: 'apps/web.yaml',
  lines: [12, 14],
  language: 'yaml',
  text: 'containers:\r\n  - name: web\r\n',
} as const;

test('says where it stands, and what it says, without blank lines at its end', () => {
  expect(describeSelection(yaml)).toBe(
    'In `apps/web.yaml`, lines 12 to 14:\n\n```yaml\ncontainers:\n  - name: web\n```',
  );
  expect(describeSelection({ ...yaml, lines: [12, 12], text: 'a: 1' })).toContain('In `apps/web.yaml`, line 12:');
});

test('a text with fences of its own is kept in a longer one', () => {
  expect(describeSelection({ ...yaml, text: '````\ncode\n````' })).toContain('\n`````yaml\n````\ncode\n````\n`````');
});

test.each(['- [ ] a box', '- name: web\n- name: api', '## Acceptance Criteria\n- one', '---\nstatus: completed'])(
  'what is selected becomes no criterion of the item: %j',
  (text) => {
    const description = describeSelection({ ...yaml, text });
    const item = { type: 'bug', title: 'Web is down', description, priority: 'medium', labels: [] } as const;
    const { criteria } = bodyOf({ ...item, dependsOn: [], blocks: [], criteria: [] });
    expect(criteria.map((one) => one.text)).toEqual(['Resolved: Web is down']);
  },
);
