/** Which session that ended the user was told of, and has looked at: one of the night is told of in the morning, until then. */
import type { Memento } from 'vscode';
import type { Runs } from './runs.ts';

const key = 'sessionsSeen';

export class SeenSessions {
  readonly #memory: Pick<Memento, 'get' | 'update'>;
  readonly #runs: Pick<Runs, 'setSeen'>;
  /** The last one that this window told of, by repository. */
  readonly #told = new Map<string, string>();

  constructor(memory: Pick<Memento, 'get' | 'update'>, runs: Pick<Runs, 'setSeen'>) {
    this.#memory = memory;
    this.#runs = runs;
  }

  /** @param report path of the session's report below the root: there is one for each session */
  isNew(root: string, report: string): boolean {
    return this.#told.get(root) !== report && this.#kept()[root] !== report;
  }

  /** The user is being told, and may not be there. */
  tell(root: string, report: string): void {
    this.#told.set(root, report);
  }

  /** The user has answered, or looked at a report. One that this window did not tell of changes nothing. */
  async see(root: string, report: string): Promise<void> {
    if (this.#told.get(root) !== report) return;
    this.#runs.setSeen(root);
    if (this.#kept()[root] !== report) await this.#memory.update(key, { ...this.#kept(), [root]: report });
  }

  #kept(): Readonly<Record<string, string>> {
    return this.#memory.get<Readonly<Record<string, string>>>(key, {});
  }
}
