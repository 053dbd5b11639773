/** The tasks of one connection. */
import type { Task } from '@modelcontextprotocol/sdk/types.js';
import { invalid } from '../request-error.ts';
import { type TaskWork, ToolTask } from './tool-task.ts';

/** For how long a task is kept after its end, in milliseconds: when nothing is asked for, and at most. */
const [usualTtl, longestTtl] = [3_600_000, 86_400_000];
/** The most tasks that are kept after their end; those that ended first go first. */
const keptLimit = 100;

/** A task in work is never forgotten: a run may last longer than anybody thought when it began. */
export class ToolTasks {
  readonly #tasks = new Map<string, ToolTask>();
  readonly #onStatus: (task: Task) => void;

  constructor(onStatus: (task: Task) => void) {
    this.#onStatus = onStatus;
  }

  /** @param ttl as the client asked for it; at most a day is granted */
  create(ttl: number | undefined, work: TaskWork): ToolTask {
    const granted = Math.min(Math.max(ttl ?? usualTtl, 0), longestTtl);
    const task = new ToolTask(granted, work, this.#onStatus);
    this.#tasks.set(task.id, task);
    void task.result.then(() => this.#keep(task, granted));
    return task;
  }

  get all(): readonly ToolTask[] {
    return [...this.#tasks.values()];
  }

  /** @throws RequestError where there is none, or none any more */
  find(id: string): ToolTask {
    const task = this.#tasks.get(id);
    if (task !== undefined) return task;
    throw invalid(`There is no task ${id} in this connection, or not any more.`);
  }

  /** Resolves when nothing of it runs any more. @throws RequestError where it had ended before, by itself too */
  async cancel(id: string): Promise<Task> {
    const task = this.find(id);
    const refuse = () => {
      throw invalid(`Task ${id} has ended: it is ${task.state.status}.`);
    };
    if (task.hasEnded) refuse();
    await task.cancel();
    return task.state.status === 'cancelled' ? task.state : refuse();
  }

  #keep(task: ToolTask, ttl: number): void {
    // In the order of their ends.
    this.#tasks.delete(task.id);
    this.#tasks.set(task.id, task);
    const kept = this.all.filter(({ hasEnded }) => hasEnded);
    for (const { id } of kept.slice(0, Math.max(0, kept.length - keptLimit))) this.#tasks.delete(id);
    setTimeout(() => this.#tasks.delete(task.id), ttl).unref();
  }
}
