/** A thousand tasks, or as many as wanted, most of which wait for several others: the graph of a large migration. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Their ids begin here, past those of the demo. */
export const firstKnotted = 1000;

/** Writes and commits them into the backlog of a repository. */
export function addKnottedTasks(repository: string, count: number): void {
  mkdirSync(join(repository, 'tasks', 'backlog'), { recursive: true });
  for (let index = 0; index < count; index += 1) {
    const before = [index - 1, index - 7, index - 31].filter((one) => one >= 0 && (index * 7 + one) % 3 !== 0);
    writeKnottedTask(
      repository,
      firstKnotted + index,
      before.map((one) => firstKnotted + one),
    );
  }
  execFileSync('git', ['-C', repository, 'add', '--all']);
  execFileSync('git', ['-C', repository, 'commit', '--quiet', '--message', 'Many tasks that wait for each other']);
}

/** @param before numbers of the tasks that it waits for */
export function writeKnottedTask(repository: string, number: number, before: readonly number[]): void {
  const front = [
    ...[`id: TASK-${number}`, `title: Move service ${number} to the new registry`, 'status: backlog', 'priority: low'],
    `depends_on: [${before.map((one) => `TASK-${one}`).join(', ')}]`,
  ];
  const text = ['---', ...front, '---', '', '## Acceptance Criteria', '', '- [ ] It pulls from the new registry', ''];
  writeFileSync(join(repository, 'tasks', 'backlog', `TASK-${number}.md`), text.join('\n'));
}
