import { afterEach, expect, test } from 'vitest';
import { BacklogReaders } from '../../../src/backlog/read/backlog-readers.ts';
import { contract, type ToolInput } from '../../../src/tools/contract.ts';
import { InputError } from '../../../src/tools/input-error.ts';
import { scanPrioritize } from '../../../src/tools/scan-prioritize.ts';
import type { ToolContext } from '../../../src/tools/toolbox.ts';
import { type TemporaryRepository, temporaryRepository } from '../../support/temporary-repository.ts';

let repository: TemporaryRepository | undefined;
afterEach(() => {
  repository?.remove();
  repository = undefined;
});

function open(files: Readonly<Record<string, string>>): string {
  repository = temporaryRepository(files);
  return repository.root;
}

async function scan(repo_path: string, input: Partial<ToolInput<'scan_prioritize'>> = {}, signal?: AbortSignal) {
  const context: ToolContext = { signal: signal ?? new AbortController().signal, progress: () => {}, log: () => {} };
  const result = await scanPrioritize({ repo_path, sync_remote: false, ...input }, new BacklogReaders(), context);
  return contract.scan_prioritize.result.parse(result);
}

const boxes = (count: number, mark = ' ') =>
  Array.from({ length: count }, (_, at) => `- [${mark}] Step ${at + 1}`).join('\n');

/** Four tasks that hang together in the ways that real ones do: labels, groups, service checklists, fences. */
const rebuild = {
  'tasks/completed/TASK-001.md': `---
id: TASK-001
title: Point every service at the new registry
status: completed
priority: critical
---
## Acceptance Criteria

${boxes(9, 'x')}

## Dependencies

None - everything else waits for this one.

## Related Tasks

- TASK-002: pushes images to it
`,
  'tasks/active/TASK-002.md': `---
id: TASK-002
title: Build and push all images again
status: active
priority: critical
labels: [builds, deployment]
---
## Acceptance Criteria

### Shop
${boxes(4)}

### Forum
${boxes(4)}

### Sorter
${boxes(5)}

### Agents
${boxes(5)}

### At the end
${boxes(4)}

## Commands

### Shop
\`\`\`bash
# First look at TASK-009
- [ ] make push
\`\`\`

## Dependencies

- **TASK-001**: has to be done first
- **TASK-005**: the sorter's build has to work

## Blocks

- **TASK-003**: rolls out what is built here

## Progress Log

- 2026-03-02 09:40: Sorter build failed
`,
  'tasks/backlog/TASK-003.md': `---
id: TASK-003
title: Roll out and look at the cluster
status: backlog
priority: high
labels: [flux]
blocked_by: TASK-002
---
## Acceptance Criteria

${boxes(9)}

## Service Checklist

### Applications
${boxes(12)}

## Dependencies

**Blocked By:**
- **TASK-002**: all images have to be there

**Depends On:**
- The registry answers at registry.example:5000
`,
  'tasks/backlog/TASK-005.md': `---
id: TASK-005
title: Find out why the sorter does not build
status: backlog
priority: high
---
## Acceptance Criteria

${boxes(7)}

## Dependencies

**Required For:**
- **TASK-002**: cannot finish without it
- **TASK-003**: rolls it out

**Prerequisites:**
- TASK-001 completed ✅
- Docker runs

## Next Steps

1. **Tell**: write it into TASK-002
`,
};

test('the queue of a real-looking repository', async () => {
  const root = open(rebuild);
  const result = await scan(root);
  const lines = result.priority_queue.map((item) =>
    [item.item_id, item.status, item.blocked_by?.join(), `${item.criteria_open}/${item.criteria_total}`]
      .filter(Boolean)
      .join(' '),
  );
  expect(lines).toEqual(['TASK-002 blocked TASK-005 22/22', 'TASK-003 blocked TASK-002 9/9', 'TASK-005 ready 7/7']);
  expect(result).toMatchObject({
    success: true,
    human_actions_required: [],
    summary: { total: 3, ready: 1, blocked: 2 },
    next_action: { item_id: 'TASK-005' },
    completed: [
      { item_id: 'TASK-001', title: 'Point every service at the new registry', file: 'tasks/completed/TASK-001.md' },
    ],
    warnings: [],
  });
  expect(result.priority_queue[1]).toMatchObject({
    item_id: 'TASK-003',
    title: 'Roll out and look at the cluster',
    priority: 'high',
    blocked_reason: 'dependency',
    explanation: 'Waits for TASK-002 (22 open criteria).',
    folder: 'backlog',
    file: 'tasks/backlog/TASK-003.md',
    labels: ['flux'],
  });
  expect(await scan(`${root}/tasks/active`)).toEqual(result);
});

test('human actions come with their own and their effective urgency', async () => {
  const root = open({
    ...rebuild,
    'human-actions/ACTION-001-key/action_report.json':
      '{"title": "Rotate", "urgency": "low", "blocking_items": ["TASK-002"]}',
  });
  expect((await scan(root)).human_actions_required).toEqual([
    {
      action_id: 'ACTION-001',
      title: 'Rotate',
      status: 'pending',
      urgency: 'low',
      effective_urgency: 'critical',
      blocking_items: ['TASK-002'],
      file: 'human-actions/ACTION-001-key/action_report.json',
    },
  ]);
});

test('items of the standard layout stand in the same queue', async () => {
  const report = (status: string) => JSON.stringify({ title: 'It leaks', status, priority: 'P0' });
  const bugs = {
    'feature-management/bugs/BUG-007-leak/bug_report.json': report('new'),
    'feature-management/completed/BUG-004-loop/bug_report.json': report('resolved'),
  };
  const { priority_queue, completed } = await scan(open({ ...rebuild, ...bugs }));
  expect(priority_queue.map(({ item_id }) => item_id)).toEqual(['TASK-002', 'BUG-007', 'TASK-003', 'TASK-005']);
  expect(completed.map(({ item_id }) => item_id)).toEqual(['BUG-004', 'TASK-001']);
});

test('a repository without tasks is an empty queue, and a warning says where tasks are expected', async () => {
  const result = await scan(open({ 'README.md': '# Empty\n' }));
  expect(result).toMatchObject({ success: true, priority_queue: [], next_action: null, summary: { total: 0 } });
  expect(result.warnings).toEqual([
    expect.stringMatching(/expected as tasks\/active\/TASK-001\.md .*bugs\/BUG-001-slug\//),
  ]);
});

test('problems of files are warnings with their place', async () => {
  const root = open({
    'tasks/active/TASK-001.md': '---\nid: TASK-001\ntitle: Fix: it\nstatus: active\npriority: low\n---\n',
  });
  const { warnings, priority_queue } = await scan(root);
  expect(priority_queue).toMatchObject([{ title: 'Fix: it', status: 'ready' }]);
  expect(warnings).toEqual([
    expect.stringMatching(/^tasks\/active\/TASK-001\.md:3: The front matter is not valid YAML/),
    expect.stringMatching(/^tasks\/active\/TASK-001\.md:1: No acceptance criteria/),
  ]);
});

test.each([
  ['no folder', '/nowhere/at/all', 'There is no folder /nowhere/at/all'],
  ['no repository', '/', 'Run git init there first'],
  ['a NUL character', 'a\0b', 'NUL character'],
  ['nothing', '', 'repo_path'],
])('%s is refused with what to do', async (_, path, words) => {
  const refused = scan(path);
  await expect(refused).rejects.toThrow(InputError);
  await expect(refused).rejects.toThrow(words);
});

test('a file is no repository', async () => {
  const root = open({ 'README.md': '# Here\n' });
  await expect(scan(`${root}/README.md`)).rejects.toThrow('is a file');
});

test('a cancelled scan ends with the reason of the signal', async () => {
  const root = open(rebuild);
  await expect(scan(root, {}, AbortSignal.abort(new Error('cancelled')))).rejects.toThrow('cancelled');
});
