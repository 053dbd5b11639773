import { Uri, window } from 'vscode';
import type { EditorParts } from '../editor-parts.ts';
import { readEditorSettings } from '../editor-settings.ts';
import type { Beginning } from './beginning.ts';

/**
 * Where the repository proposes related ones that the user has not agreed to, asks once and records a yes.
 * @returns false when the user backed out: then nothing begins
 */
export async function agreeOnRelated(
  { host, channels }: EditorParts,
  { repository: root, name }: Beginning,
): Promise<boolean> {
  const settings = readEditorSettings(Uri.file(root));
  const { findUnagreedRelated } = await import('../unagreed-related.ts');
  const roots = await findUnagreedRelated(root, settings, host.env);
  if (roots.length === 0) return true;
  const [agree, without] = ['Agree', 'Go On Without'];
  const answer = await window.showInformationMessage(
    roots.length === 1 ? 'May Codex change a related repository?' : 'May Codex change related repositories?',
    {
      modal: true,
      detail: `${roots.join('\n')}\n\n.agent-config.json of ${root} proposes it. What tasks of this repository need there gets commits of its own, and is pushed like it. Your answer is recorded in your own configuration file.`,
    },
    agree,
    without,
  );
  if (answer === without) return true;
  if (answer !== agree) {
    channels.write('log', 'info', `${name} was not started: nothing was said of ${roots.join(', ')}.`);
    return false;
  }
  const { recordAgreement } = await import('../../tools/related/agreements.ts');
  const { launchEnvironment } = await import('../launch-environment.ts');
  await recordAgreement(launchEnvironment(host.env, settings.environment), root, roots);
  channels.write('log', 'info', `Tasks of ${root} may change ${roots.join(', ')} from now on.`);
  return true;
}
