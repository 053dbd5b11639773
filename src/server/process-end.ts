/** How the process that serves is told to end, and what is left to its calls then. */

/** How long the calls have to end Codex's processes and to keep unfinished work, when the server is to end. */
export const stopLimitMs = 60_000;

export interface End {
  readonly reason: string;
  readonly failed: boolean;
}

/**
 * Calls `stop` on a signal, and on an error that nobody caught. The listeners stay: a second signal must not kill the
 * process before its calls have ended.
 * @param signals where they arrive: the process
 */
export function onProcessEnd(signals: NodeJS.EventEmitter, stop: (end: End) => void): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    signals.on(signal, () => stop({ reason: `Received ${signal}.`, failed: false }));
  for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
    signals.on(event, (error: unknown) =>
      stop({ reason: `Unexpected: ${error instanceof Error ? error.stack : String(error)}`, failed: true }),
    );
  }
}
