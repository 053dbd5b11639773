/** What is kept of a command's output to be shown: its last lines. Secrets are masked before anything is cut, since half of one is not known as one. */
import type { Redact } from './secret-values.ts';
import { stderrLimit } from './supervise.ts';

/** What `codex sandbox` itself may say on standard error; it is no output of the command. */
const ownWarning = 'WARNING: proceeding, even though we could not create PATH aliases:';

const keptLines = 50;
const shownLines = 8;
/** Characters that are shown of a line. */
const lineLimit = 500;
/** Characters that are looked at in a line. What is cut off inside the edge may be half of a secret, and is not kept. */
const looked = 20_000;
const edge = 4_000;

/** Takes the lines of a command as they come. */
export class CommandOutput {
  readonly #redacted: Redact;
  readonly #lines: string[] = [];

  constructor(redacted: Redact) {
    this.#redacted = redacted;
  }

  add(line: string): void {
    this.#lines.push(line.length > looked ? this.#redacted(line.slice(0, looked)).slice(0, -edge) : line);
    if (this.#lines.length > keptLines) this.#lines.shift();
  }

  /** The last lines that say something, masked and cut. @param stderr as `supervise` gives it */
  shown(stderr: string): string {
    const said = stderr.length < stderrLimit ? stderr : this.#redacted(stderr).slice(edge);
    return this.#redacted([...this.#lines, said].join('\n'))
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith(ownWarning))
      .slice(-shownLines)
      .map((line) => line.slice(0, lineLimit))
      .join('\n');
  }
}
