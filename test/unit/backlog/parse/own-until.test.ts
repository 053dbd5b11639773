import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parseTask } from '../../../../src/backlog/parse/parse.ts';

/** A task with these lines in its front matter, from line 5 on. */
function read(type: string, ...fields: readonly string[]) {
  const head = ['---', 'id: TASK-001', 'title: A', 'status: active', 'priority: low', `type: ${type}`];
  const text = [...head, ...fields, '---', '', '## Acceptance Criteria', '', '- [ ] It is there', ''].join('\n');
  const { until, problems } = parseTask(text, 'tasks/active/TASK-001.md', 'active');
  const found = problems.map(({ code, range, message }) => `${range.start + 1} ${code}: ${message}`);
  return { until, found };
}

test.each([
  [['until:', '  dns: shop.example.com'], [{ kind: 'dns', name: 'shop.example.com', address: undefined }]],
  [['until: { dns: shop.example.com }'], [{ kind: 'dns', name: 'shop.example.com', address: undefined }]],
  [
    ['until:', '  - secret: shop/db', '    key: password', '  - url: https://a.example', '    status: 204'],
    [
      { kind: 'secret', namespace: 'shop', name: 'db', key: 'password' },
      { kind: 'url', url: 'https://a.example', statuses: ['204'] },
    ],
  ],
])('%j of a human action', (fields, probes) => {
  expect(read('human-action', ...fields)).toEqual({ until: { probes }, found: [] });
});

test('what is misshaped is a problem in its line, and no probe', () => {
  const { until, found } = read('human-action', 'until:', 'dns: shop.example.com');
  expect(until).toMatchObject({ fault: expect.stringMatching(/^until is empty/) });
  expect(found).toEqual([expect.stringMatching(/^7 until-misshaped: until is empty\. Write a mapping/)]);
});

test('where the front matter is no YAML, nothing is read of it', () => {
  const { until, found } = read('human-action', 'until:', '  dns: shop.example.com', 'note: [a');
  expect(until).toMatchObject({ fault: expect.stringContaining('not valid YAML') });
  expect(found).toEqual([expect.stringContaining('front-matter-yaml')]);
});

test('a task that is no human action has none', () => {
  const { until, found } = read('feature', 'until: { dns: shop.example.com }');
  expect(until).toBeUndefined();
  expect(found).toEqual([
    expect.stringMatching(/^7 until-ignored: until counts only for a task of type: human-action/),
  ]);
});

test('a misspelt key is asked about', () => {
  const { until, found } = read('human-action', 'untill: { dns: shop.example.com }');
  expect(until).toBeUndefined();
  expect(found).toEqual([expect.stringContaining('Did you mean until?')]);
});

test('the example of the README is read, all five kinds of it', () => {
  const readme = readFileSync(new URL('../../../../README.md', import.meta.url), 'utf8');
  const [, block = ''] = /```yaml\n(type: human-action\nuntil:.*?)```/s.exec(readme) ?? [];
  const { until, found } = read('human-action', ...block.trim().split('\n').slice(1));
  expect(found).toEqual([]);
  const kinds = until !== undefined && 'probes' in until ? until.probes.map(({ kind }) => kind) : [];
  expect(kinds).toEqual(['resource', 'secret', 'dns', 'url', 'command']);
});
