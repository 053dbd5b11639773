/** Tasks for the demo's repository that a retrospective puts in order: one that another replaces, one that urgent work waits for. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

function task(id: string, title: string, priority: string, more: readonly string[], criterion: string): string {
  const head = ['---', `id: ${id}`, `title: ${title}`, 'status: active', `priority: ${priority}`, ...more, '---'];
  return [...head, '', '## Acceptance Criteria', '', `- [ ] ${criterion}`, ''].join('\n');
}

const files: Readonly<Record<string, string>> = {
  'tasks/active/TASK-011.md': task(
    ...(['TASK-011', 'Keep metrics of the shop for a week', 'low', []] as const),
    'Metrics of the shop are kept for 7 days',
  ),
  'tasks/active/TASK-012.md': task(
    ...(['TASK-012', 'Alert when the checkout is slow', 'critical', ['depends_on: TASK-011']] as const),
    'An alert rule watches the latency of the checkout',
  ),
  'tasks/backlog/TASK-013.md': task(
    ...(['TASK-013', 'Write the checkout a log file', 'medium', ['superseded_by: TASK-012']] as const),
    'The checkout writes slow requests to a file',
  ),
};

/** Adds them in one commit. @param root of the demo's repository */
export function disarrange(root: string): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  execFileSync('git', ['-C', root, 'add', '--', ...Object.keys(files)]);
  execFileSync('git', ['-C', root, 'commit', '--quiet', '--message', 'Watch the checkout']);
}
