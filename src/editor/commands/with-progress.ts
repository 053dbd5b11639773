import { ProgressLocation, window } from 'vscode';
import { warnOf } from './warn-of.ts';

/** Does something that takes a while under a notification with Cancel. @returns undefined when it was cancelled or failed, which is told */
export async function withProgress<T>(
  title: string,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T | undefined> {
  const options = { location: ProgressLocation.Notification, title, cancellable: true };
  const abort = new AbortController();
  try {
    return await window.withProgress(options, async (_progress, token) => {
      token.onCancellationRequested(() => abort.abort(new DOMException('Stopped by the user.', 'AbortError')));
      return work(abort.signal);
    });
  } catch (error) {
    if (!abort.signal.aborted) await warnOf(error);
    return undefined;
  }
}
