import { basename } from 'node:path';
import { Uri, window } from 'vscode';
import { agree, agreedIn } from '../consent/agreed-terms.ts';
import type { RunTerms } from '../consent/run-terms.ts';
import type { EditorParts } from '../editor-parts.ts';
import { type EditorSettings, readEditorSettings } from '../editor-settings.ts';
import { externalSetting } from '../external-server.ts';
import { settingsSection } from '../ids.ts';
import * as l10n from '../l10n.ts';
import { areSettingsRight } from './before-run.ts';
import type { Beginning } from './beginning.ts';
import { openSetting, openSettings } from './open-setting.ts';

/**
 * Before the first run on a repository, and before one that may do more than the user has agreed to there: one question that
 * shows all of it. A yes records the kube context and the related repositories where they are to be recorded.
 * @returns false when the user said no: then nothing begins
 */
export async function agreeOnRun(parts: EditorParts, beginning: Beginning): Promise<boolean> {
  const { repository: root, name, usesCluster, text } = beginning;
  const { channels, memory, host } = parts;
  const settings = readEditorSettings(Uri.file(root));
  if (!(await areSettingsRight(settings))) return false;
  const { readRunTerms } = await import('../consent/read-run-terms.ts');
  const { detailOf, newTerms, questionOf, termLines, withTerms } = await import('../consent/run-terms.ts');
  const terms = await readRunTerms(root, usesCluster, settings, host.env);
  const agreed = agreedIn(memory, root);
  const news = newTerms(agreed, terms);
  const say = (line: string) => channels.write('log', 'info', line);
  if (agreed === undefined || news.length > 0) {
    const detail = detailOf(terms, await reachOf(root, name, [...terms.related, ...terms.proposed], text));
    const question = questionOf(name, basename(root), agreed === undefined, news);
    const begin = l10n.t('Begin');
    const without = l10n.t('Begin Without Related');
    const settingsButton = openSettings();
    const buttons = [begin, ...(terms.proposed.length === 0 ? [] : [without]), settingsButton];
    const answer = await window.showInformationMessage(question, { modal: true, detail }, ...buttons);
    if (answer === settingsButton)
      await openSetting(settings.server.command === '' ? settingsSection : externalSetting);
    if (answer !== begin && answer !== without) {
      say(`${name} was not started: nobody agreed to what it may do in ${root}.`);
      return false;
    }
    await record(parts, root, settings, answer === begin ? terms : { ...terms, proposed: [] });
    await agree(memory, root, withTerms(agreedIn(memory, root), terms));
  }
  for (const line of termLines(terms)) say(line);
  return true;
}

/** What a yes says yes to and others have to know of: the context, the related repositories. */
async function record({ channels, host }: EditorParts, root: string, settings: EditorSettings, terms: RunTerms) {
  const { context, server, proposed } = terms;
  if (context !== undefined && server !== undefined) {
    const { recordClusterContext } = await import('../../session/state.ts');
    await recordClusterContext(root, context);
    channels.write('log', 'info', `Recorded the kube context ${context} for ${root} in .agent-state.json.`);
  }
  if (proposed.length === 0) return;
  const { recordAgreement } = await import('../../tools/related/agreements.ts');
  const { launchEnvironment } = await import('../launch-environment.ts');
  await recordAgreement(launchEnvironment(host.env, settings.environment), root, proposed);
  channels.write('log', 'info', `Tasks of ${root} may change ${proposed.join(', ')} from now on.`);
}

/** What the work may reach, from the repositories' own files. That it cannot be read keeps nobody from an answer. */
async function reachOf(
  root: string,
  name: string,
  related: readonly string[],
  text: () => Promise<string>,
): Promise<string[]> {
  const { realpath } = await import('node:fs/promises');
  const { findRepository } = await import('../../git/repository.ts');
  const { blastRadiusAmong, blastRadiusLines } = await import('../../tools/blast-radius.ts');
  try {
    const repository = await findRepository(root);
    if (repository === undefined) return blastRadiusLines(name, undefined);
    const own = { ...repository, root: await realpath(root) };
    return blastRadiusLines(name, await blastRadiusAmong(own, related, await text()));
  } catch (error) {
    return [l10n.t`Not known: what it reaches (${error instanceof Error ? error.message : String(error)}).`];
  }
}
