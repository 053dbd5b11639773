/** Writes the session's record from the calls that an orchestrating Codex makes: the report and the look back are made from it. */
import { z } from 'zod';
import { findTask } from '../../backlog/queue/find-task.ts';
import { readBacklog } from '../../backlog/read/read.ts';
import { idKey } from '../../backlog/task-id.ts';
import type { CodexEvent } from '../../codex/events.ts';
import { readHead } from '../../git/repository.ts';
import type { SessionTask } from '../../session/session-record.ts';
import { readState } from '../../session/state.ts';
import { begunTask, withResult } from '../session/recorded-task.ts';
import { type SessionRun, tell } from '../session/session-run.ts';
import { attemptsIn } from '../session/tally.ts';
import { endCutOff } from './settle-tasks.ts';
import { failureOf, resultOf, type ToolCall, toolCallOf } from './tool-call.ts';

const processInput = z.looseObject({ item_id: z.string() });
const createInput = z.looseObject({ item_type: z.string(), title: z.string() });

const retrospectiveInput = z.looseObject({ dry_run: z.boolean().optional() });

/** How the workflow document wants the issue of an early exit to be called. */
const issueTitle = /^session failure\b/i;

export class CallRecorder {
  readonly #run: SessionRun;
  /** Events come while one is written down: each waits for the one before it. */
  #written: Promise<void> = Promise.resolve();

  constructor(run: SessionRun) {
    this.#run = run;
  }

  /** In the events of Codex. */
  see(event: CodexEvent): void {
    const call = toolCallOf(event);
    if (call === undefined) return;
    if (event.type === 'item.started') this.begun(call);
    if (event.type === 'item.completed') this.ended(call);
  }

  begun(call: ToolCall): void {
    this.#next(() => this.#begun(call));
  }

  ended(call: ToolCall): void {
    this.#next(() => this.#ended(call));
  }

  /** When all is written down. @throws what could not be written */
  written(): Promise<void> {
    return this.#written;
  }

  #next(work: () => Promise<void>): void {
    this.#written = this.#written.then(work);
    // Whoever waits for `written` is told; nobody may do so before the next event.
    this.#written.catch(() => {});
  }

  async #begun(call: ToolCall): Promise<void> {
    if (call.tool !== 'process_bug') return;
    const { ledger, repository } = this.#run;
    const { item_id: id = '' } = processInput.safeParse(call.arguments).data ?? {};
    const lookup = findTask(await readBacklog(repository.root), id);
    if (lookup.kind !== 'found') return; // the tool says so
    const { id: item_id, title, file } = lookup.task;
    const last = ledger.record.tasks.at(-1);
    if (last !== undefined && idKey(last.item_id) === idKey(item_id)) {
      // It goes on: a call that was cut off, or one with other parameters.
      await ledger.saveTask({ ended_at: null });
    } else {
      if (last !== undefined && last.ended_at === null)
        await endCutOff(this.#run, 'Another task was begun before it ended');
      const base = (await readHead(repository))?.commit ?? null;
      const { state } = await readState(repository.root);
      const tries = attemptsIn(state.attempt_count, item_id);
      const task = begunTask({ item_id, title, file }, tries + 1, base, new Date());
      await ledger.save({ tasks: [...ledger.record.tasks, task] });
    }
    this.#run.emit({ type: 'task_began', item_id, title, attempt: ledger.record.tasks.at(-1)?.attempt ?? 1 });
  }

  async #ended(call: ToolCall): Promise<void> {
    switch (call.tool) {
      case 'scan_prioritize':
        return this.#scanned(call);
      case 'process_bug':
        return this.#processed(call);
      case 'create_work_item':
        return this.#created(call);
      case 'run_retrospective':
        return this.#lookedBack(call);
    }
  }

  async #scanned(call: ToolCall): Promise<void> {
    const scan = resultOf('scan_prioritize', call);
    if (scan === undefined) return this.#run.ledger.warn(failureOf(call));
    this.#run.emit({ type: 'scanned', ...scan.summary, human_actions: scan.human_actions_required });
    await this.#run.ledger.warn(...scan.warnings);
  }

  async #processed(call: ToolCall): Promise<void> {
    const { ledger } = this.#run;
    const { item_id: id = '' } = processInput.safeParse(call.arguments).data ?? {};
    const last = ledger.record.tasks.at(-1);
    if (last === undefined || last.ended_at !== null || idKey(last.item_id) !== idKey(id)) return;
    const result = resultOf('process_bug', call);
    const known: SessionTask =
      result === undefined ? { ...last, status: 'error', message: failureOf(call) } : withResult(last, result);
    const task = await ledger.saveTask({ ...known, ended_at: new Date().toISOString() });
    tell(this.#run, `${task.item_id}: ${task.status ?? 'in work'}. ${task.message}`);
    this.#run.emit({ type: 'task_ended', task });
  }

  async #created(call: ToolCall): Promise<void> {
    const { ledger } = this.#run;
    const id = resultOf('create_work_item', call)?.item_id;
    const input = createInput.safeParse(call.arguments).data;
    if (id === undefined || input === undefined) return;
    tell(this.#run, `${id} was created: ${input.title}`);
    if (input.item_type === 'human_action' && issueTitle.test(input.title)) await ledger.save({ issue: id });
    else if (ledger.record.tasks.at(-1)?.status === 'tests_failed') await ledger.saveTask({ follow_up: id });
  }

  async #lookedBack(call: ToolCall): Promise<void> {
    const result = resultOf('run_retrospective', call);
    const isDry = retrospectiveInput.safeParse(call.arguments).data?.dry_run === true;
    // Without one that counts it is run at the end.
    if (result === undefined || !result.success || isDry) return;
    const { success, summary, report, tokens, warnings } = result;
    await this.#run.ledger.save({ retrospective: { success, summary, report, tokens } });
    await this.#run.ledger.warn(...warnings);
    this.#run.emit({ type: 'retrospective', summary, report });
  }
}
