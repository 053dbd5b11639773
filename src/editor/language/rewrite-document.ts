import { Range, type TextDocument, WorkspaceEdit, workspace } from 'vscode';
import { editBetween } from '../../backlog/fix/fixed-lines.ts';
import { readLines } from '../../backlog/parse/text-lines.ts';
import { replacementOf } from './text-edit.ts';

/** Makes another text of a document, as one edit of the lines that differ; it is not saved. False where the editor refuses. */
export async function rewriteDocument(document: TextDocument, text: string): Promise<boolean> {
  const edit = editBetween(readLines(document.getText()), readLines(text));
  const { start, end, text: now } = replacementOf(document, edit);
  const all = new WorkspaceEdit();
  all.replace(document.uri, new Range(start.line, start.character, end.line, end.character), now);
  return workspace.applyEdit(all);
}
