import { Uri, window } from 'vscode';
import { approvedTools } from '../../tools/approved-tools.ts';
import { carryOut, type Installation, prepareInstall, prepareUndo } from '../../workflow/install/install-codex.ts';
import { installResult, installTerms } from '../../workflow/install/install-texts.ts';
import type { EditorParts } from '../editor-parts.ts';
import { readEditorSettings } from '../editor-settings.ts';
import * as l10n from '../l10n.ts';
import { launchEnvironment } from '../launch-environment.ts';
import { ownServer } from '../server-launch.ts';
import { isTrusted } from './before-run.ts';
import { warnOf } from './warn-of.ts';

/**
 * Writes the server into the user's Codex configuration, after a question that shows the lines. It is for all repositories, so
 * the settings of no folder count.
 */
export async function installIntoCodex({ host }: EditorParts): Promise<void> {
  if (!(await isTrusted())) return;
  const settings = readEditorSettings();
  const { codexPath, passEnvironment: passed, environment } = settings;
  const env = launchEnvironment(host.env, environment);
  const prepare = (approved: readonly string[]) =>
    prepareInstall({
      ...{ env, passed, codexPath: codexPath || undefined },
      entry: { ...ownServer(host, settings), approved },
    });
  try {
    const installation = await prepare(approvedTools);
    const answer = await agreed(installation);
    if (answer === undefined) return;
    const chosen = answer === 'asking' ? await prepare([]) : installation;
    await tell(chosen, await carryOut(chosen, env), env);
  } catch (error) {
    await warnOf(error);
  }
}

/** @returns how it is to be written: with the approval, too, where there is nothing to write, and so nothing to ask */
async function agreed(installation: Installation): Promise<'approved' | 'asking' | undefined> {
  const { before, after, added, removed, file } = installation;
  if (before === after) return 'approved';
  const lines = [...removed.map((line) => `- ${line}`), ...added.map((line) => `+ ${line}`)];
  const detail = [...installTerms(installation, true), lines.join('\n')].join('\n\n');
  const [write, writeAsking] = [l10n.t('Write It'), l10n.t('Write It without the Approval')];
  const question = l10n.t`Write the server into ${file}?`;
  const answer = await window.showInformationMessage(question, { modal: true, detail }, write, writeAsking);
  if (answer === undefined) return undefined;
  return answer === write ? 'approved' : 'asking';
}

async function tell(installation: Installation, notes: readonly string[], env: NodeJS.ProcessEnv): Promise<void> {
  const open = l10n.t('Open Configuration');
  const undo = l10n.t('Take It Out Again');
  const message = [installResult(installation), ...notes].join(' ');
  const answer = await window.showInformationMessage(message, open, undo);
  if (answer === open) await window.showTextDocument(Uri.file(installation.file));
  if (answer === undo) {
    const undoing = await prepareUndo({ env, codexPath: installation.codexPath });
    const told = await carryOut(undoing, env);
    void window.showInformationMessage([installResult(undoing), ...told, undoing.left].join(' ').trim());
  }
}
