/** All services for files of the queue; loaded when the first one is seen. */
import { Disposable, languages } from 'vscode';
import { CompletionProvider } from './completion-provider.ts';
import { CriterionDecorations } from './criterion-decorations.ts';
import { FileProblems } from './file-problems.ts';
import { FixProvider } from './fix-provider.ts';
import { IdProvider } from './id-provider.ts';
import { IdRegister } from './id-register.ts';
import type { LanguageParts } from './language-parts.ts';
import { LensProvider } from './lens-provider.ts';
import { openFiles } from './open-files.ts';
import { queueFilePatterns } from './queue-file.ts';
import { TaskDiagnostics } from './task-diagnostics.ts';

/** Files on disk; a diff or an output of git has another scheme. */
const queueFiles = queueFilePatterns.map((pattern) => ({ scheme: 'file', pattern }));

/** Registers the services. */
export function registerLanguage(given: Omit<LanguageParts, 'files' | 'problems'>): Disposable {
  const parts: LanguageParts = { ...given, files: openFiles(given), problems: new FileProblems() };
  const lenses = new LensProvider(parts);
  const ids = new IdRegister();
  const references = new IdProvider(parts, ids);
  return Disposable.from(
    lenses,
    languages.registerCodeLensProvider(queueFiles, lenses),
    languages.registerHoverProvider(queueFiles, references),
    languages.registerDocumentLinkProvider(queueFiles, references),
    languages.registerDefinitionProvider(queueFiles, references),
    languages.registerCompletionItemProvider(
      queueFiles,
      new CompletionProvider(parts, ids),
      ...CompletionProvider.triggers,
    ),
    new TaskDiagnostics(parts),
    new CriterionDecorations(parts),
    languages.registerCodeActionsProvider(queueFiles, new FixProvider(parts), {
      providedCodeActionKinds: FixProvider.kinds,
    }),
  );
}
