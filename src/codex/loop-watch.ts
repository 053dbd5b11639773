/** Watches one Codex process for a loop: the same commands with the same results over and over, and no file changed. */
import { EndedEarly } from './ended-early.ts';
import type { CodexEvent } from './events.ts';
import { keyOf, longestMemory, loopTimes, roundAtEnd, suspiciousTimes } from './repetition.ts';
import { unwrapCommand } from './shell-command.ts';

export interface LoopWatchRequest {
  /** The work tree as it is now, as a word that is another when a file is. */
  picture(): Promise<string>;
  /** Called once, when it is certain. */
  end(reason: EndedEarly): void;
  /** Milliseconds since 1970. */
  now?(): number;
}

/** Characters of a command that the reason shows. */
const shownCommand = 200;

export class LoopWatch {
  readonly #request: LoopWatchRequest;
  readonly #begun = new Map<string, number>();
  #keys: string[] = [];
  #commands: string[] = [];
  /** The work tree when the repetition became suspicious, and the runs that ended since. */
  #suspicion: { readonly tree: string; runs: number } | undefined;
  #look: Promise<void> | undefined;
  #isOver = false;

  constructor(request: LoopWatchRequest) {
    this.#request = request;
  }

  see(event: CodexEvent): void {
    if (event.type !== 'item.started' && event.type !== 'item.completed') return;
    const { item } = event;
    // An edit or a call of another tool is work of its own.
    if (item.type === 'file_change' || item.type === 'mcp_tool_call') this.#forget();
    if (item.type !== 'command_execution') return;
    const now = this.#request.now?.() ?? Date.now();
    if (event.type === 'item.started') this.#begun.set(item.id, now);
    else if (item.exit_code !== null) {
      const seconds = (now - (this.#begun.get(item.id) ?? now)) / 1000;
      const text = `\`${shortened(unwrapCommand(item.command))}\` (exit ${item.exit_code})`;
      this.#add(keyOf({ ...item, exitCode: item.exit_code, output: item.aggregated_output, seconds }), text);
    }
  }

  /** Resolves when the work tree is not being looked at. */
  async settled(): Promise<void> {
    await this.#look;
  }

  #add(key: string | undefined, command: string): void {
    if (key === undefined) {
      this.#forget();
      return;
    }
    this.#keys = [...this.#keys, key].slice(-longestMemory);
    this.#commands = [...this.#commands, command].slice(-longestMemory);
    if (this.#look !== undefined || this.#isOver) return;
    const { length, times } = roundAtEnd(this.#keys);
    if (times < suspiciousTimes) this.#suspicion = undefined;
    else if (this.#suspicion === undefined) this.#suspect();
    else {
      this.#suspicion.runs += 1;
      // One whole round, at least, began and ended after the first picture.
      if (times >= loopTimes && this.#suspicion.runs >= 2 * length) this.#compare(this.#suspicion.tree, length, times);
    }
  }

  #suspect(): void {
    this.#lookThen((tree) => {
      this.#suspicion = { tree, runs: 0 };
    });
  }

  #compare(before: string, length: number, times: number): void {
    const round = this.#commands.slice(-length).join(', ');
    this.#lookThen((tree) => {
      if (tree !== before) this.#forget();
      else {
        const reason = `It did the same ${times} times in a row, with the same result and no file changed: ${round}.`;
        this.#isOver = true;
        this.#request.end(new EndedEarly('stuck', reason));
      }
    });
  }

  #lookThen(judge: (tree: string) => void): void {
    this.#look = this.#request
      .picture()
      // Where the work tree cannot be looked at, nothing is certain.
      .then(judge, () => this.#forget())
      .finally(() => {
        this.#look = undefined;
      });
  }

  #forget(): void {
    this.#keys = [];
    this.#commands = [];
    this.#suspicion = undefined;
  }
}

function shortened(command: string): string {
  return command.length > shownCommand ? `${command.slice(0, shownCommand)}…` : command;
}
