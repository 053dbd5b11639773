/** Shows a run while it goes on: one line that moves on a terminal, a line for each step elsewhere. */

import { formatElapsed } from '../session/report/elapsed.ts';
import type { LogChannel, LogLevel, Progress } from '../tools/toolbox.ts';
import type { Output } from './cli-host.ts';
import { printable, shorten } from './printable.ts';
import type { Style } from './style.ts';

export interface ProgressDisplayOptions {
  readonly stream: Output;
  readonly style: Style;
  /** Whether log lines below warnings and the transcript are shown too. */
  readonly verbose: boolean;
  /** Shows errors and warnings alone: the caller wants nothing but the result. */
  readonly quiet: boolean;
}

export class ProgressDisplay {
  readonly #options: ProgressDisplayOptions;
  readonly #started = performance.now();
  #current: Progress | undefined;
  #frame = 0;
  #lineIsOpen = false;
  #timer: NodeJS.Timeout | undefined;
  #isStopped = false;
  #isHeld = false;

  constructor(options: ProgressDisplayOptions) {
    this.#options = options;
    if (!options.style.terminal || options.quiet) return;
    this.#timer = setInterval(() => this.#draw(), 100);
    this.#timer.unref();
  }

  readonly progress = (progress: Progress): void => {
    const before = this.#current;
    this.#current = progress;
    if (this.#options.quiet || this.#isStopped) return;
    if (before?.criterion !== undefined && progress.done > before.done) this.#tick(before.criterion.text, progress);
    if (this.#timer !== undefined) this.#draw();
    else if (before === undefined || stepOf(before) !== stepOf(progress)) this.#line(describe(progress));
  };

  readonly log = (channel: LogChannel, level: LogLevel, text: string): void => {
    const isLoud = channel === 'log' && (level === 'warning' || level === 'error');
    if (!isLoud && !this.#options.verbose) return;
    const { style } = this.#options;
    const words = text.split('\n').map(printable).join('\n    ');
    if (isLoud) this.print(style(level === 'error' ? 'red' : 'yellow', words));
    else this.print(style('dim', `[${channel}] ${words}`));
  };

  /** Writes a line that stays. */
  print(text: string): void {
    this.#clear();
    this.#options.stream.write(`${text}\n`);
    if (this.#timer !== undefined) this.#draw();
  }

  /** Lets somebody else write: there is no moving line meanwhile. */
  async hold<T>(work: () => Promise<T>): Promise<T> {
    this.#clear();
    this.#isHeld = true;
    try {
      return await work();
    } finally {
      this.#isHeld = false;
    }
  }

  /** Ends the moving line. */
  stop(): void {
    this.#isStopped = true;
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#clear();
  }

  #tick(criterion: string, { done, total }: Progress): void {
    const { style } = this.#options;
    if (this.#timer === undefined) return;
    const text = shorten(`${done}/${total} ${printable(criterion)}`, style.width - 4);
    this.print(`${style('green', style.marks.good)} ${text}`);
  }

  #line(text: string): void {
    this.#options.stream.write(`${formatElapsed(performance.now() - this.#started).padStart(7)}  ${text}\n`);
  }

  #draw(): void {
    if (this.#current === undefined || this.#isHeld) return;
    const { style, stream } = this.#options;
    const { spinner } = style.marks;
    const elapsed = formatElapsed(performance.now() - this.#started);
    const text = shorten(describe(this.#current), style.width - elapsed.length - 6);
    this.#clear();
    stream.write(`${spinner[this.#frame++ % spinner.length]} ${text}  ${style('dim', elapsed)}`);
    this.#lineIsOpen = true;
  }

  #clear(): void {
    if (this.#lineIsOpen) this.#options.stream.write('\r\x1b[K');
    this.#lineIsOpen = false;
  }
}

function describe({ stage, criterion, total, done, message }: Progress): string {
  if (stage !== 'criterion' || criterion === undefined) {
    // Of a wait before the task was read, and of a rollback, there is nothing to count.
    return total === 0 ? printable(message) : `[${done}/${total}] ${printable(message)}`;
  }
  const again = criterion.attempt > 1 ? ` (attempt ${criterion.attempt})` : '';
  return `criterion ${criterion.index + 1}/${total}${again}  ${printable(criterion.text)}`;
}

/** What two reports of the same step have in common; those that come every second differ in the rest. */
function stepOf({ stage, criterion, done }: Progress): string {
  return JSON.stringify([stage, done, criterion?.index, criterion?.attempt]);
}
