/** One call of a tool as a task of the protocol: it is asked about, its result fetched and its end ordered by its id. */
import { randomUUID } from 'node:crypto';
import { type CallToolResult, RELATED_TASK_META_KEY, type Task } from '@modelcontextprotocol/sdk/types.js';
import type { Toolbox, ToolContext } from '../../tools/toolbox.ts';

/** How often a client is asked to look, in milliseconds. */
const pollInterval = 1_000;

/** What runs: rejects never, and resolves when nothing of it runs any more. */
export type TaskWork = (task: ToolTask) => Promise<CallToolResult>;

export class ToolTask {
  readonly id = randomUUID();
  /** As the tool gave it; a cancelled one has an error result. */
  readonly result: Promise<CallToolResult>;
  readonly #ttl: number;
  readonly #createdAt = new Date().toISOString();
  readonly #abort = new AbortController();
  readonly #onStatus: (task: Task) => void;
  #lastUpdatedAt = this.#createdAt;
  #status: Task['status'] = 'working';
  #statusMessage: string | undefined;

  /** @param ttl for how long it is kept after its end, in milliseconds */
  constructor(ttl: number, work: TaskWork, onStatus: (task: Task) => void) {
    this.#ttl = ttl;
    this.#onStatus = onStatus;
    this.result = Promise.resolve()
      .then(() => work(this))
      .then((result) => this.#end(result));
  }

  /** Ends the work. */
  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  get hasEnded(): boolean {
    return this.#status !== 'working' && this.#status !== 'input_required';
  }

  /** As the protocol shows it. */
  get state(): Task {
    return {
      taskId: this.id,
      status: this.#status,
      ...(this.#statusMessage === undefined ? {} : { statusMessage: this.#statusMessage }),
      createdAt: this.#createdAt,
      lastUpdatedAt: this.#lastUpdatedAt,
      ttl: this.#ttl,
      pollInterval,
    };
  }

  /** What stands in `_meta` of all that belongs to it. */
  get meta(): Readonly<Record<string, unknown>> {
    return { [RELATED_TASK_META_KEY]: { taskId: this.id } };
  }

  /** Orders the end and waits until nothing of it runs any more. */
  async cancel(): Promise<void> {
    this.#abort.abort();
    await this.result;
  }

  /** The tools, of which this task hears where they are and when they ask. */
  heard(toolbox: Toolbox): Toolbox {
    const { scan_prioritize, process_bug, run_tests, create_work_item, run_retrospective } = toolbox;
    const hear = <Input, Result>(tool: (input: Input, context: ToolContext) => Promise<Result>) => {
      return (input: Input, context: ToolContext) => tool(input, this.#heardContext(context));
    };
    return {
      scan_prioritize: hear(scan_prioritize),
      process_bug: hear(process_bug),
      run_tests: hear(run_tests),
      create_work_item: hear(create_work_item),
      run_retrospective: hear(run_retrospective),
    };
  }

  #heardContext(context: ToolContext): ToolContext {
    const { ask } = context;
    const asking: ToolContext['ask'] = async (question, signal) => {
      this.#become('input_required');
      // The end of a question is not that of the task.
      return (ask ?? notAsked)(question, signal).finally(() => this.#become('working'));
    };
    return {
      ...context,
      progress: (progress) => {
        const { done, total, message } = progress;
        this.#tell(total === 0 ? message : `${done} of ${total} criteria done. ${message}`);
        context.progress(progress);
      },
      ...(ask === undefined ? {} : { ask: asking }),
    };
  }

  #tell(message: string): void {
    this.#statusMessage = message;
    this.#lastUpdatedAt = new Date().toISOString();
  }

  #become(status: Task['status']): void {
    this.#status = status;
    this.#lastUpdatedAt = new Date().toISOString();
    this.#onStatus(this.state);
  }

  #end(result: CallToolResult): CallToolResult {
    const [part] = result.content;
    const { message, summary } = (result.structuredContent ?? {}) as { message?: unknown; summary?: unknown };
    const words = result.isError && part?.type === 'text' ? part.text : (message ?? summary);
    if (typeof words === 'string') this.#statusMessage = words;
    const failed = this.signal.aborted ? 'cancelled' : 'failed';
    this.#become(result.isError ? failed : 'completed');
    return { ...result, _meta: { ...result._meta, ...this.meta } };
  }
}

function notAsked(): Promise<never> {
  return Promise.reject(new Error('Nobody can be asked.'));
}
