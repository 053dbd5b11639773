import { type LogOutputChannel, type OutputChannel, window } from 'vscode';
import type { LogChannel, LogLevel } from '../tools/toolbox.ts';
import { channelNames } from './ids.ts';

/** The three channels: the log, the Codex transcript, the verification report. They are never shown unasked. */
export class OutputChannels {
  readonly log: LogOutputChannel = window.createOutputChannel(channelNames.log, { log: true });
  readonly #codex: OutputChannel = window.createOutputChannel(channelNames.codex);
  readonly #verification: OutputChannel = window.createOutputChannel(channelNames.verification);

  /** Writes what a tool says where it belongs. */
  readonly write = (channel: LogChannel, level: LogLevel, text: string): void => {
    if (channel === 'codex') this.#codex.appendLine(text);
    else if (channel === 'verification') this.#verification.appendLine(text);
    else this.#writeLog(level, text);
  };

  /** Shows a channel; the cursor stays where it is. */
  show(channel: LogChannel): void {
    const shown = { log: this.log, codex: this.#codex, verification: this.#verification }[channel];
    shown.show(true);
  }

  dispose(): void {
    this.log.dispose();
    this.#codex.dispose();
    this.#verification.dispose();
  }

  #writeLog(level: LogLevel, text: string): void {
    if (level === 'debug') this.log.debug(text);
    else if (level === 'info') this.log.info(text);
    else if (level === 'warning') this.log.warn(text);
    else this.log.error(text);
  }
}
