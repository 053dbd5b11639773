import { join } from 'node:path';
import { Range, Uri, window } from 'vscode';
import { chooseAction } from '../actions/choose-action.ts';
import type { EditorParts } from '../editor-parts.ts';
import * as l10n from '../l10n.ts';
import { openAction } from './open-task.ts';

/** Opens what a human action says is to be done; at the step, where a row names one. */
export async function openInstructions(parts: EditorParts, argument: unknown): Promise<void> {
  const step = stepOf(argument);
  if (step !== undefined) {
    const selection = new Range(step.line, 0, step.line, 0);
    await window.showTextDocument(Uri.file(step.path), { preview: true, selection });
    return;
  }
  const chosen = await chooseAction(parts, argument, l10n.t('Open which instructions?'));
  if (chosen !== undefined) await openAction(chosen.repository.root, chosen.action.file);
}

function stepOf(argument: unknown): { readonly path: string; readonly line: number } | undefined {
  if (typeof argument !== 'object' || argument === null) return undefined;
  const { repository, file, line } = argument as Partial<Record<string, unknown>>;
  if (typeof repository !== 'string' || typeof file !== 'string' || typeof line !== 'number') return undefined;
  return { path: join(repository, file), line };
}
