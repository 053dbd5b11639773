import { Uri, window } from 'vscode';
import type { EditorParts } from '../editor-parts.ts';
import { readEditorSettings } from '../editor-settings.ts';
import * as l10n from '../l10n.ts';
import { areSettingsRight } from './before-run.ts';
import type { Beginning } from './beginning.ts';

/**
 * Where a kube context exists and nobody has said that it belongs to the repository, asks once and records a yes.
 * @returns false when the user said no: then nothing begins
 */
export async function agreeOnContext(
  { host, channels }: EditorParts,
  { repository: root, name, usesCluster }: Beginning,
): Promise<boolean> {
  const settings = readEditorSettings(Uri.file(root));
  if (!(await areSettingsRight(settings))) return false;
  if (!usesCluster) return true;
  const { findUnagreedContext } = await import('../unagreed-context.ts');
  const found = await findUnagreedContext(root, settings, host.env);
  if (found === undefined) return true;
  const { context, server } = found;
  const use = l10n.t`Use ${context}`;
  const answer = await window.showInformationMessage(
    l10n.t`Use the kube context "${context}" for this repository?`,
    {
      modal: true,
      detail: `${server}\n\n${l10n.t`Codex and the verification get this context alone. It is recorded in .agent-state.json of ${root}; your kubeconfig is not changed.`}`,
    },
    use,
  );
  if (answer !== use) {
    channels.write('log', 'info', `${name} was not started: no kube context is recorded for ${root}.`);
    return false;
  }
  const { recordClusterContext } = await import('../../session/state.ts');
  await recordClusterContext(root, context);
  channels.write('log', 'info', `Recorded the kube context ${context} for ${root} in .agent-state.json.`);
  return true;
}
