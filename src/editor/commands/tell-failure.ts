import { existsSync } from 'node:fs';
import { extensions, Uri, window, workspace } from 'vscode';
import { failureText, fileOf, goneText, isCancellation } from '../command-failure.ts';
import type { EditorParts } from '../editor-parts.ts';
import { type CommandName, commandIds, extensionId } from '../ids.ts';
import { unlinked } from '../shown-text.ts';
import { readAnew } from '../workspace-repositories.ts';
import { takeStep } from './take-step.ts';

/** Tells that a command failed, why, and what comes next; of a file that has gone, once the queue is read without it. Never rejects. */
export async function tellFailure(
  { source, channels }: Pick<EditorParts, 'source' | 'channels'>,
  title: string,
  error: unknown,
): Promise<void> {
  const facts = `${title}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
  if (isCancellation(error)) return channels.log.info(facts);
  channels.log.error(facts);
  try {
    const gone = goneFile(error);
    if (gone !== undefined) {
      await readAnew(source);
      await window.showWarningMessage(goneText(gone));
      return;
    }
    const { message, steps } = failureText(title, error);
    const answer = await window.showErrorMessage(unlinked(message), ...steps.map((step) => step.title));
    const step = steps.find((one) => one.title === answer);
    if (step !== undefined) await takeStep(step);
  } catch (another) {
    channels.log.error(another instanceof Error ? another : String(another));
  }
}

/** A file of the workspace, as the editor names it. */
function goneFile(error: unknown): string | undefined {
  const path = fileOf(error);
  if (path === undefined || existsSync(path)) return undefined;
  const uri = Uri.file(path);
  return workspace.getWorkspaceFolder(uri) === undefined ? undefined : workspace.asRelativePath(uri);
}

/** As the palette has it: where there are translations, it comes with the original. */
export function titleOf(name: CommandName): string {
  const declared: readonly { readonly command: string; readonly title: string | { readonly value: string } }[] =
    extensions.getExtension(extensionId)?.packageJSON.contributes.commands ?? [];
  const title = declared.find(({ command }) => command === commandIds[name])?.title ?? name;
  return typeof title === 'string' ? title : title.value;
}
