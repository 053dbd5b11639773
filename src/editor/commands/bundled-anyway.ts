import type { EditorSettings } from '../editor-settings.ts';
import * as l10n from '../l10n.ts';
import { confirm } from './confirm.ts';

/**
 * Sessions and Codex as the orchestrator are no tools, so an external server cannot carry them out: the bundled toolkit does.
 * Who has set one hears so before.
 * @param what begins the sentence, for example `A session`
 * @returns false when nothing is to begin
 */
export async function agreesToBundled({ server }: EditorSettings, what: string): Promise<boolean> {
  if (server.command === '') return true;
  const message = l10n.t`${what} works with the bundled toolkit, not with the external server. Begin all the same?`;
  const detail = l10n.t`${server.command} has the five tools; this is none of them. The settings of the editor hold for the bundled toolkit.`;
  const begin = l10n.t('Begin');
  return await confirm(message, detail, begin);
}
