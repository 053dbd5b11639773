/** Task files of realistic size for benchmarks: about 8 KB and 170 lines each, 12 criteria in three groups. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const priorities = ['critical', 'high', 'medium', 'low'] as const;
const groups = ['Configuration', 'Rollout', 'Proof'] as const;

/** `TASK-00017` of the number 17. */
export function taskId(number: number): string {
  return `TASK-${String(number).padStart(5, '0')}`;
}

/** Whether most of the tasks are open, or nearly all are archived, as where people have worked for years. */
export type Mix = 'mostly open' | 'mostly archived';

/** Where the task lies: a tenth is archived and half wait in the backlog, or nineteen of twenty are archived. */
export function taskFile(number: number, mix: Mix = 'mostly open'): string {
  const isArchived = mix === 'mostly open' ? number % 10 === 0 : number % 20 !== 0;
  const folder = isArchived ? 'completed' : number % 2 === 0 ? 'active' : 'backlog';
  return `tasks/${folder}/${taskId(number)}.md`;
}

/** One task file. Most characters are ASCII; every third file has others, as files that people write do. */
export function taskText(number: number, mix?: Mix): string {
  const folder = taskFile(number, mix).split('/')[1] ?? '';
  const front = [
    '---',
    `id: ${taskId(number)}`,
    `title: Move service ${number} to the new registry${number % 3 === 0 ? ' – second part' : ''}`,
    `status: ${folder}`,
    `priority: ${priorities[number % 4]}`,
    'created: 2026-01-05',
    'updated: 2026-02-17',
    'assignee: unassigned',
    'labels: [deployment, flux, registry]',
    ...(number % 3 === 0 ? [`depends_on: ${taskId(number - 1)}`] : []),
    '---',
  ];
  return [...front, '', ...prose(number), ...criteria(number), ...plan(number), ...rest(number), ''].join('\n');
}

function prose(number: number): string[] {
  const sentence = `Service ${number} still pulls its images from the old registry, whose address changes with every rebuild.`;
  return [
    ...['## Description', '', ...repeated(12, sentence), ''],
    ...[
      '## Context',
      '',
      ...repeated(10, (line) => `- The file \`apps/service-${number}/part-${line}.yaml\` names it`),
    ],
    '',
  ];
}

function criteria(number: number): string[] {
  const lines = ['## Acceptance Criteria', ''];
  for (const [index, group] of groups.entries()) {
    lines.push(`### ${group}`, '');
    for (let item = 0; item < 4; item += 1) {
      const done = index * 4 + item < number % 12 || number % 10 === 0;
      lines.push(`- [${done ? 'x' : ' '}] **${group} ${item}**: change \`part-${item}.yaml\` of service ${number} and`);
      lines.push('  see to it that its pods come up with the new image');
      if (item === 3) lines.push(`  check: \`kubectl -n shop get deployment service-${number}\``);
    }
    lines.push('');
  }
  return lines;
}

function plan(number: number): string[] {
  const step = (line: number) => `kubectl -n shop set image deployment/service-${number} main=registry.example/${line}`;
  return [
    ...['## Implementation Notes', '', '1. Change the manifests', '2. Let Flux apply them', ''],
    ...['   ```bash', ...repeated(12, step), '   ```', ''],
    ...[
      '| part | old | new |',
      '|---|---|---|',
      ...repeated(8, (line) => `| part-${line} | 192.168.1.18 | registry |`),
    ],
    ...['', '## Services', '', ...repeated(8, (line) => `- [ ] replica ${line} of service ${number} looked at`), ''],
  ];
}

function rest(number: number): string[] {
  const arrow = number % 3 === 0 ? '→' : '->';
  const log = repeated(
    14,
    (line) => `- 2026-02-${String(line + 1).padStart(2, '0')} 09:${10 + line}: Step ${line} done`,
  );
  return [
    ...['## Dependencies', '', number % 3 === 0 ? `- **${taskId(number - 1)}**: brings the registry` : 'None.', ''],
    ...['## Related Tasks', '', `- ${taskId(number + 1)}: the next service`, ''],
    ...[
      '## Progress Log',
      '',
      ...log.flatMap((line) => [line, `  - part.yaml: 192.168.1.18 ${arrow} registry.example`]),
    ],
    ...[
      '',
      '## Notes',
      '',
      ...repeated(20, 'What was found on the way is kept here, so that nobody has to look for it again.'),
    ],
  ];
}

function repeated(times: number, line: string | ((index: number) => string)): string[] {
  return Array.from({ length: times }, (_, index) => (typeof line === 'string' ? line : line(index)));
}

/** Calls `use` with a new repository that holds so many tasks, and removes it afterwards. */
export async function withTasks<T>(count: number, use: (root: string) => Promise<T>, mix?: Mix): Promise<T> {
  const root = await mkdtemp(join(tmpdir(), 'agent-toolkit-bench-'));
  try {
    for (const folder of ['active', 'backlog', 'blocked', 'completed']) {
      await mkdir(join(root, 'tasks', folder), { recursive: true });
    }
    for (let number = 1; number <= count; number += 1) {
      await writeFile(join(root, taskFile(number, mix)), taskText(number, mix));
    }
    return await use(root);
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}
