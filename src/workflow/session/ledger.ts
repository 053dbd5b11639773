/** The record of a session and the state file that follows from it: written before and after each step, so that nothing is lost. */
import type { Repository } from '../../git/repository.ts';
import type { SessionRecord, SessionTask } from '../../session/session-record.ts';
import { removeSession, writeSession } from '../../session/session-store.ts';
import { updateState } from '../../session/state.ts';
import { stateOf } from './tally.ts';

export class Ledger {
  readonly #repository: Repository;
  #record: SessionRecord;

  constructor(repository: Repository, record: SessionRecord) {
    this.#repository = repository;
    this.#record = record;
  }

  get record(): SessionRecord {
    return this.#record;
  }

  /** Changes the record, and writes it and the state. @throws Error naming the file that cannot be written */
  async save(change: Partial<SessionRecord>): Promise<void> {
    const { root, commonDir } = this.#repository;
    this.#record = { ...this.#record, ...change };
    await writeSession(commonDir, this.#record);
    const { warning } = await updateState(root, commonDir, (state) => stateOf(this.#record, state));
    if (warning !== undefined) await this.warn(warning);
  }

  /** Removes the record: there was no session. */
  async drop(): Promise<void> {
    await removeSession(this.#repository.commonDir, this.#record.session_id);
  }

  /** Changes the task that the session came to last. */
  async saveTask(change: Partial<SessionTask>): Promise<SessionTask> {
    const last = this.#record.tasks.at(-1);
    if (last === undefined) throw new Error('No task has begun in this session.');
    const task = { ...last, ...change };
    await this.save({ tasks: [...this.#record.tasks.slice(0, -1), task] });
    return task;
  }

  /** Adds a warning; each once. */
  async warn(...warnings: readonly string[]): Promise<void> {
    const known = this.#record.warnings;
    const fresh = warnings.filter((warning) => !known.includes(warning));
    if (fresh.length > 0) await this.save({ warnings: [...known, ...fresh] });
  }
}
