import { join } from 'node:path';
import { Uri, window, workspace } from 'vscode';
import * as l10n from '../l10n.ts';

/** Asks where to, and writes the picture there. */
export async function savePicture(root: string | undefined, svg: string): Promise<void> {
  const name = 'dependency-graph.svg';
  const target = await window.showSaveDialog({
    title: l10n.t('Save the Dependency Graph'),
    filters: { 'SVG picture': ['svg'] },
    ...(root === undefined ? {} : { defaultUri: Uri.file(join(root, name)) }),
  });
  if (target === undefined) return;
  try {
    await workspace.fs.writeFile(target, Buffer.from(svg, 'utf8'));
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error);
    await window.showErrorMessage(
      l10n.t`The picture cannot be written to ${target.fsPath}: ${cause}. Choose another place.`,
    );
  }
}
