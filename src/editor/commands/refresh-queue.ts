import { Uri, window, workspace } from 'vscode';
import type { EditorParts } from '../editor-parts.ts';
import { readEditorSettings } from '../editor-settings.ts';
import { queueViewId } from '../ids.ts';
import { readAnew } from '../workspace-repositories.ts';
import { connect } from './connect.ts';

/** Reads all task files anew; before that, in a trusted workspace, fetches and fast-forwards as the setting says. */
export async function refreshQueue(parts: EditorParts): Promise<void> {
  await window.withProgress({ location: { viewId: queueViewId } }, async () => {
    await readAnew(parts.source);
    if (!workspace.isTrusted) return;
    await Promise.all(parts.source.folders.map(({ root }) => sync(parts, root)));
    await parts.source.refresh();
  });
}

/** A repository that is at work is left alone, and a failure is a line in the log: what is on disk is shown all the same. */
async function sync(parts: EditorParts, root: string): Promise<void> {
  const settings = readEditorSettings(Uri.file(root));
  if (!settings.syncRemote || parts.runs.on(root) !== undefined) return;
  const log = parts.channels.write;
  const context = { signal: new AbortController().signal, progress: () => {}, log };
  try {
    const toolbox = await connect(parts, root, settings, context.signal);
    const result = await toolbox.scan_prioritize({ repo_path: root, sync_remote: true }, context);
    for (const warning of result.warnings) log('log', 'warning', warning);
  } catch (error) {
    log(
      'log',
      'warning',
      `The remote could not be looked at: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}
