import { Uri, window } from 'vscode';
import type { EditorParts } from '../editor-parts.ts';
import { readEditorSettings } from '../editor-settings.ts';
import * as l10n from '../l10n.ts';
import { orchestrateLaunch } from '../server-launch.ts';
import { areSettingsRight, isAtTop, isFree, isTrusted } from './before-run.ts';
import { agreesToBundled } from './bundled-anyway.ts';
import { chooseRepository } from './choose-repository.ts';

/** Opens a terminal in which Codex works by the workflow document. */
export async function orchestrate(parts: EditorParts): Promise<void> {
  if (!(await isTrusted())) return;
  await parts.source.whenLoaded();
  const folder = await chooseRepository(parts, l10n.t('Let Codex orchestrate which repository?'));
  if (folder === undefined || !(await isFree(parts, folder.root)) || !(await isAtTop(folder.root))) return;
  const settings = readEditorSettings(Uri.file(folder.root));
  if (!(await areSettingsRight(settings))) return;
  if (!(await agreesToBundled(settings, l10n.t('Codex as the orchestrator')))) return;
  const { command, args, env, cwd } = orchestrateLaunch(parts.host, settings, folder.root);
  const all = { ...env } as Record<string, string>;
  window
    .createTerminal({
      name: l10n.t`Codex: ${folder.name}`,
      shellPath: command,
      shellArgs: [...args],
      cwd,
      env: all,
      strictEnv: true,
    })
    .show();
}
