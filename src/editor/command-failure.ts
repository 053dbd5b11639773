/** What is told of a command that failed. Pure. */
import { posix, win32 } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as l10n from './l10n.ts';
import { type NextStep, nextStep, showLog } from './states/next-step.ts';

export interface FailureText {
  readonly message: string;
  /** What can be done by a press; the log is always one. */
  readonly steps: readonly NextStep[];
}

/** The user said no to a question of the editor: nothing has failed. */
export function isCancellation(error: unknown): boolean {
  return error instanceof Error && (error.name === 'Canceled' || error.name === 'AbortError');
}

/** The file that an error is about, absolute; the editor's own errors name it in their text only. */
export function fileOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const named = 'path' in error && typeof error.path === 'string' ? [error.path] : [];
  const opened = /^cannot open (\S+)\. Detail:/.exec(error.message)?.[1];
  const quoted = /'([^']+)'/.exec(error.message)?.[1];
  return [...named, opened, quoted].map(pathOf).find((path) => path !== undefined);
}

function pathOf(text: string | undefined): string | undefined {
  if (text === undefined || posix.isAbsolute(text) || win32.isAbsolute(text)) return text;
  const url = URL.parse(text);
  if (url === null || !/^(?:file|vscode-remote):$/.test(url.protocol)) return undefined;
  try {
    return url.protocol === 'file:' ? fileURLToPath(url) : decodeURIComponent(url.pathname);
  } catch {
    return undefined; // no path of this machine
  }
}

/** @param file as people know it: below its folder */
export function goneText(file: string): string {
  return l10n.t`${file} is not there any more: it was moved or removed. The Task Queue has been read anew; look there.`;
}

/** @param title of the command */
export function failureText(title: string, error: unknown): FailureText {
  const cause = (error instanceof Error ? error.message : String(error)).trim().replace(/[^.!?]$/, '$&.');
  const step = nextStep(cause);
  const log = showLog();
  const steps = step === undefined || step.title === log.title ? [log] : [step, log];
  return { message: l10n.t`${title} failed. ${cause} The log has more; mend the cause, then try again.`, steps };
}
