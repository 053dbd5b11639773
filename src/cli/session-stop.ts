import type { CliHost } from './cli-host.ts';
import { Interrupted } from './interruption.ts';

const signalNames = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Does the work of a session: the first signal asks it to stop in order, a second one ends it at once. Further ones only
 * repeat what is awaited.
 * @throws Interrupted when it was ended at once
 */
export async function stoppable<T>(
  host: CliHost,
  tell: (text: string) => void,
  work: (stop: AbortSignal, signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const [stop, end] = [new AbortController(), new AbortController()];
  const onSignal = () => {
    if (!stop.signal.aborted) {
      tell('Stopping the session: its end is written down, with a report. Once more to end it at once.');
      stop.abort();
    } else {
      tell(end.signal.aborted ? 'Still ending: unfinished work is being put aside.' : 'Ending at once.');
      end.abort();
    }
  };
  for (const name of signalNames) host.signals.on(name, onSignal);
  try {
    return await work(stop.signal, end.signal);
  } catch (error) {
    if (end.signal.aborted) throw new Interrupted(error);
    throw error;
  } finally {
    if (!end.signal.aborted) for (const name of signalNames) host.signals.off(name, onSignal);
  }
}
