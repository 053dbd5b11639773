/** Task files for tests: only what a test is about has to be said. */
import { parseTask } from '../../../src/backlog/parse/parse.ts';
import type { Folder, Task } from '../../../src/backlog/task.ts';

export interface TaskSketch {
  readonly id: string;
  readonly title?: string;
  readonly folder?: Folder;
  readonly status?: string;
  readonly priority?: string;
  /** More front matter lines. */
  readonly fields?: readonly string[];
  /** Lines below `## Acceptance Criteria`; one open box when not said. */
  readonly criteria?: readonly string[];
  /** Lines after the criteria. */
  readonly body?: readonly string[];
}

/** The text of a task file. */
export function taskText(sketch: TaskSketch): string {
  const { id, title = `Title of ${id}`, folder = 'active', priority = 'medium' } = sketch;
  const { status = folder, fields = [], criteria = ['- [ ] Do it'], body = [] } = sketch;
  const front = ['---', `id: ${id}`, `title: ${title}`, `status: ${status}`, `priority: ${priority}`, ...fields, '---'];
  return [...front, '', '## Acceptance Criteria', '', ...criteria, '', ...body, ''].join('\n');
}

/** The task that such a file holds. */
export function task(sketch: TaskSketch, file?: string): Task {
  const folder = sketch.folder ?? 'active';
  return parseTask(taskText(sketch), file ?? `tasks/${folder}/${sketch.id}.md`, folder);
}
