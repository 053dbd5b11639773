/** What of `verify:` cannot be read is an error in its own line, with what to write instead. */
import { expect, test } from 'vitest';
import { parseTask } from '../../../../src/backlog/parse/parse.ts';

/** `line: message` of what cannot be read; the field begins in line 3. */
function told(...verify: readonly string[]): string[] {
  const lines = [
    '---',
    'id: TASK-001',
    ...verify,
    'title: One',
    '---',
    '',
    '## Acceptance Criteria',
    '',
    '- [ ] A',
    '',
  ];
  const { problems } = parseTask(lines.join('\n'), 'tasks/active/TASK-001.md', 'active');
  const own = problems.filter(({ code }) => code === 'verify-unknown');
  expect(own.map(({ severity }) => severity)).toEqual(own.map(() => 'error'));
  return own.map(({ range, message }) => `${range.start + 1}: ${message}`);
}

test.each([
  [
    ['verify: pods'],
    /^3: verify must be none or a mapping with namespaces, .*"pods" is neither\. Write for example verify: /,
  ],
  [['verify: [shop]'], /^3: verify must be none .*\["shop"\] is neither\./],
  [
    ['verify:', '  namespaces: [shop]', '  workloads: [[a]]'],
    /^5: verify: workloads must be a list of texts, and its entry \["a"\] is none\. Write for example workloads: \[deployment\/web\]\.$/,
  ],
  [
    ['verify:', '  urls:', '    - a: b', '  services: [a]'],
    /^4: verify: urls must .* \{"a":"b"\} is none\. Write for example urls: /,
  ],
  [
    ['verify:', '  # services', '  "services": { a: 1 }'],
    /^5: verify: services must be a list of texts, and \{"a":1\} is none\./,
  ],
  [['verify: { namespaces: [shop], commands: { a: b } }'], /^3: verify: commands must be a list/],
  [
    ['verify:', '  namespaces: [shop]', '  workload: [web]'],
    /^5: verify knows no "workload"\. Write one of namespaces, workloads, /,
  ],
  [
    ['verify:', '  namespaces: [shop', 'owner: @a'],
    /^3: What verify states cannot be read, since the front matter is not valid YAML/,
  ],
])('%j', (verify, expected) => {
  expect(told(...verify)).toEqual([expect.stringMatching(expected)]);
});

test('nothing is told of what can be read', () => {
  expect(told('verify:', '  namespaces: shop', '  urls: "https://a.example/b,c"', '  flux:', '    - 5')).toEqual([]);
});
