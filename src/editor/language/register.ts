/** All services for files of the queue; loaded when the first one is seen. */
import { Disposable, languages, workspace } from 'vscode';
import { FixProvider } from './fix-provider.ts';
import type { LanguageParts } from './language-parts.ts';
import { LiveFiles } from './live-files.ts';
import { queueFilePatterns } from './queue-file.ts';
import { TaskDiagnostics } from './task-diagnostics.ts';

/** Files on disk; a diff or an output of git has another scheme. */
const queueFiles = queueFilePatterns.map((pattern) => ({ scheme: 'file', pattern }));

/** Registers the services. */
export function registerLanguage(given: Omit<LanguageParts, 'files'>): Disposable {
  const { source } = given;
  const files = new LiveFiles({
    roots: () => source.folders.map(({ root }) => root),
    known: (root) => given.known(root),
    openText: (path) =>
      workspace.textDocuments.find(({ uri }) => uri.scheme === 'file' && uri.fsPath === path)?.getText(),
  });
  const parts: LanguageParts = { ...given, files };
  return Disposable.from(
    new TaskDiagnostics(parts),
    languages.registerCodeActionsProvider(queueFiles, new FixProvider(parts), {
      providedCodeActionKinds: FixProvider.kinds,
    }),
  );
}
