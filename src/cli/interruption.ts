import type { CliHost } from './cli-host.ts';

const signalNames = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Does the work with a signal that Ctrl-C, SIGTERM and SIGHUP abort. Further ones only repeat what is awaited: the
 * tool ends Codex's processes and puts unfinished work aside first, and leaving before would orphan both.
 */
export async function interruptible<T>(
  host: CliHost,
  tell: (text: string) => void,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  const interrupt = () => {
    tell(controller.signal.aborted ? 'Still stopping: unfinished work is being put aside.' : 'Stopping.');
    controller.abort();
  };
  for (const name of signalNames) host.signals.on(name, interrupt);
  try {
    return await work(controller.signal);
  } catch (error) {
    if (controller.signal.aborted) throw new Interrupted(error);
    throw error;
  } finally {
    // Once interrupted, the listeners stay: a further signal must not change how the process ends.
    if (!controller.signal.aborted) for (const name of signalNames) host.signals.off(name, interrupt);
  }
}

/** The user stopped the command; `cause` is what the work ended with. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';

  constructor(cause: unknown) {
    super('Interrupted.', { cause });
  }
}
