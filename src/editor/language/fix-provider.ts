import {
  CodeAction,
  type CodeActionContext,
  CodeActionKind,
  type CodeActionProvider,
  Range,
  type TextDocument,
  WorkspaceEdit,
} from 'vscode';
import type { LineEdit, Problem } from '../../backlog/task.ts';
import * as l10n from '../l10n.ts';
import { fixAllOf } from './file-problems.ts';
import type { LanguageParts } from './language-parts.ts';
import type { LiveFile } from './live-files.ts';
import { suggestedFixes } from './suggested-fixes.ts';
import { diagnosticOf, diagnosticSource } from './task-diagnostics.ts';
import { replacementOf } from './text-edit.ts';

/** The remedies for problems of task files, each one edit, and all of a file at once. */
export class FixProvider implements CodeActionProvider {
  static readonly fixAll = CodeActionKind.SourceFixAll.append('agentToolkit');
  static readonly kinds = [CodeActionKind.QuickFix, FixProvider.fixAll];
  readonly #parts: LanguageParts;

  constructor(parts: LanguageParts) {
    this.#parts = parts;
  }

  async provideCodeActions(document: TextDocument, range: Range, context: CodeActionContext): Promise<CodeAction[]> {
    const wantsAll = context.only !== undefined && FixProvider.fixAll.intersects(context.only);
    // The editor asks at every move of the cursor: only where something is told is anything read.
    if (!wantsAll && !context.diagnostics.some(({ source }) => source === diagnosticSource)) return [];
    const { version } = document;
    const live = await this.#parts.files.read(document);
    // Edits of another text than this one would spoil it.
    if (live === undefined || document.version !== version) return [];
    const isHere = ({ range: lines }: Problem) => lines.start <= range.end.line && range.start.line < lines.end;
    const actions = wantsAll
      ? []
      : this.#parts.problems
          .of(live)
          .filter(isHere)
          .flatMap((problem) => fixesOf(document, problem, live));
    const all = fixAllOf(live);
    if (all === undefined) return actions;
    const title = l10n.t`Fix all in this file (${all.count})`;
    if (wantsAll) return [...actions, actionOf(document, title, FixProvider.fixAll, [all.edit])];
    return all.count > 1 && actions.length > 0
      ? [...actions, actionOf(document, title, CodeActionKind.QuickFix, [all.edit])]
      : actions;
  }
}

/** The certain remedy is the preferred one; what may have been meant is a choice. */
function fixesOf(document: TextDocument, problem: Problem, live: LiveFile): CodeAction[] {
  const { fix } = problem;
  return [...(fix === undefined ? [] : [fix]), ...suggestedFixes(problem, live)].map((one) => {
    const action = actionOf(document, one.title, CodeActionKind.QuickFix, one.edits);
    action.diagnostics = [diagnosticOf(problem, document)];
    action.isPreferred = one === fix;
    return action;
  });
}

function actionOf(document: TextDocument, title: string, kind: CodeActionKind, edits: readonly LineEdit[]): CodeAction {
  const action = new CodeAction(title, kind);
  action.edit = new WorkspaceEdit();
  for (const edit of edits) {
    const { start, end, text } = replacementOf(document, edit);
    action.edit.replace(document.uri, new Range(start.line, start.character, end.line, end.character), text);
  }
  return action;
}
