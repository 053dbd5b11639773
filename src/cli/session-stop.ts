import type { CliHost } from './cli-host.ts';
import { Interrupted } from './interruption.ts';

/**
 * Does the work of a session: the first signal asks it to stop in order, a second one ends it at once. Further ones only
 * repeat what is awaited. SIGHUP says that the terminal or the editor is gone: nobody asked for anything, so it ends at once
 * and the next session goes on where it was.
 * @throws Interrupted when it was ended at once
 */
export async function stoppable<T>(
  host: CliHost,
  tell: (text: string) => void,
  work: (stop: AbortSignal, signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const [stop, end] = [new AbortController(), new AbortController()];
  const onHangUp = () => {
    tell(end.signal.aborted ? 'Still ending: unfinished work is being put aside.' : 'Ending at once.');
    end.abort();
  };
  const onSignal = () => {
    if (stop.signal.aborted || end.signal.aborted) return onHangUp();
    tell('Stopping the session: its end is written down, with a report. Once more to end it at once.');
    stop.abort();
  };
  const listeners = { SIGINT: onSignal, SIGTERM: onSignal, SIGHUP: onHangUp };
  for (const [name, listener] of Object.entries(listeners)) host.signals.on(name, listener);
  try {
    return await work(stop.signal, end.signal);
  } catch (error) {
    if (end.signal.aborted) throw new Interrupted(error);
    throw error;
  } finally {
    if (!end.signal.aborted) {
      for (const [name, listener] of Object.entries(listeners)) host.signals.off(name, listener);
    }
  }
}
