/** All services for files of the queue; loaded when the first one is seen. */
import { Disposable, languages } from 'vscode';
import { FixProvider } from './fix-provider.ts';
import type { LanguageParts } from './language-parts.ts';
import { LensProvider } from './lens-provider.ts';
import { openFiles } from './open-files.ts';
import { queueFilePatterns } from './queue-file.ts';
import { TaskDiagnostics } from './task-diagnostics.ts';

/** Files on disk; a diff or an output of git has another scheme. */
const queueFiles = queueFilePatterns.map((pattern) => ({ scheme: 'file', pattern }));

/** Registers the services. */
export function registerLanguage(given: Omit<LanguageParts, 'files'>): Disposable {
  const parts: LanguageParts = { ...given, files: openFiles(given) };
  const lenses = new LensProvider(parts);
  return Disposable.from(
    lenses,
    languages.registerCodeLensProvider(queueFiles, lenses),
    new TaskDiagnostics(parts),
    languages.registerCodeActionsProvider(queueFiles, new FixProvider(parts), {
      providedCodeActionKinds: FixProvider.kinds,
    }),
  );
}
