/** Loads the services for files of the queue when there is something to serve: one is open, or something is wrong with one. */
import { Disposable, workspace } from 'vscode';
import type { LanguageParts } from './language/language-parts.ts';

const folders =
  /[\\/](?:tasks|human-actions|bugs|features|completed|deprecated|retrospectives|reports)[\\/].+\.(?:md|json)$/i;
const tables = /[\\/](?:bugs|features|actions)\.md$/i;

export function followFiles(parts: Omit<LanguageParts, 'files' | 'problems'>): Disposable {
  const { source, report } = parts;
  const end = new AbortController();
  let services: Promise<Disposable | undefined> | undefined;
  const load = async (): Promise<Disposable | undefined> => {
    const { registerLanguage } = await import('./language/register.ts');
    return end.signal.aborted ? undefined : registerLanguage(parts);
  };
  const look = (): void => {
    if (services !== undefined || !source.loaded || source.folders.length === 0) return;
    const isSeen = workspace.textDocuments.some(({ uri }) => uri.scheme === 'file' && mayBeQueueFile(uri.fsPath));
    if (!isSeen && source.queues.every(({ warnings }) => warnings.length === 0)) return;
    services = load();
    services.catch(report);
  };
  const listening = [source.changed.listen(look), workspace.onDidOpenTextDocument(look)];
  look();
  return new Disposable(() => {
    end.abort();
    for (const one of listening) one.dispose();
    services?.then((one) => one?.dispose(), report);
  });
}

/** Told by the path alone; which repository it belongs to, and whether, is looked at then. */
function mayBeQueueFile(path: string): boolean {
  return folders.test(path) || tables.test(path);
}
