import { tmpdir } from 'node:os';
import { env as editor, Uri, window } from 'vscode';
import { findCodex } from '../../codex/locate.ts';
import type { EditorParts } from '../editor-parts.ts';
import { readEditorSettings } from '../editor-settings.ts';
import { settingsSection } from '../ids.ts';
import * as l10n from '../l10n.ts';
import { launchEnvironment } from '../launch-environment.ts';
import { loginArguments } from '../login-arguments.ts';
import { isTrusted } from './before-run.ts';
import { openSetting, openSettings } from './open-setting.ts';

/**
 * `codex login` in a terminal, since it opens a browser or shows a code; with the Codex that runs use. Its settings are the
 * user's alone, so they are the same in each folder.
 */
export async function logIn({ host, source }: EditorParts, root = source.folders[0]?.root): Promise<void> {
  if (!(await isTrusted())) return;
  const { codexPath, environment } = readEditorSettings(root === undefined ? undefined : Uri.file(root));
  const { ELECTRON_RUN_AS_NODE: _, ...env } = launchEnvironment(host.env, environment);
  const binary = await findCodex(codexPath || undefined, env);
  if (binary === undefined) return tellMissing(codexPath);
  const login = {
    name: l10n.t('Codex login'),
    shellPath: binary,
    shellArgs: loginArguments(editor.remoteName),
    cwd: root ?? tmpdir(),
  };
  window.createTerminal({ ...login, env: env as Record<string, string>, strictEnv: true }).show();
}

async function tellMissing(codexPath: string): Promise<void> {
  const message =
    codexPath === ''
      ? l10n.t(
          'The Codex CLI was not found on PATH. Install it (npm install -g @openai/codex), or name its path in the settings.',
        )
      : l10n.t`The Codex CLI at ${codexPath} is not there or cannot be run. Correct its path in the settings.`;
  const answer = await window.showWarningMessage(message, openSettings());
  if (answer !== undefined) await openSetting(`${settingsSection}.codexPath`);
}
