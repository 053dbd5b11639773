import { Uri } from 'vscode';
import { sessionReportPath } from '../../session/session-report-data.ts';
import { itemText } from '../../tools/item-text.ts';
import { sessionName } from '../consent/run-terms.ts';
import type { EditorParts } from '../editor-parts.ts';
import { readEditorSettings } from '../editor-settings.ts';
import * as l10n from '../l10n.ts';
import { sessionItem } from '../run-state.ts';
import type { SessionEnd } from '../session-state.ts';
import { referenceOf } from '../task-reference.ts';
import { agreeOnRun } from './agree-on-run.ts';
import { areItemsSaved, hasCommit, isAtTop, isFree, isTrusted } from './before-run.ts';
import { agreesToBundled } from './bundled-anyway.ts';
import { chooseRepository } from './choose-repository.ts';
import { confirm } from './confirm.ts';
import { notifyOfSession } from './session-end-notice.ts';
import { sessionWork } from './session-work.ts';

/**
 * Works through the queue of a repository unattended, in a process of its own, within the limits of the settings; goes on with
 * a session that was interrupted.
 * @param argument a reference to the repository, as the offer to go on has it; else the only one, or the one picked
 */
export async function runSession(parts: EditorParts, argument: unknown): Promise<void> {
  if (!(await isTrusted())) return;
  await parts.source.whenLoaded();
  const named = referenceOf(argument)?.repository;
  const repository = named ?? (await chooseRepository(parts, l10n.t('Run a session on which repository?')))?.root;
  if (
    repository === undefined ||
    !(await isFree(parts, repository)) ||
    !(await isAtTop(repository)) ||
    !(await hasCommit(repository))
  )
    return;
  if (!(await areItemsSaved(repository))) return;
  const settings = readEditorSettings(Uri.file(repository));
  if (!(await agreesToBundled(settings, l10n.t('A session')))) return;
  if (settings.stepMode && !(await worksWithoutSteps())) return;
  const tasks = parts.source.queue(repository)?.tasks ?? [];
  const usesCluster = tasks.some((task) => task.state !== 'completed' && task.usesCluster);
  const text = async () => {
    const ready = tasks.filter(({ state }) => state === 'ready');
    return (await Promise.all(ready.map(({ file }) => itemText(repository, file)))).join('\n\n');
  };
  if (!(await agreeOnRun(parts, { repository, name: sessionName, usesCluster, text }))) return;
  let end: SessionEnd | undefined;
  const outcome = await parts.runs.start({
    target: { repository, itemId: sessionItem },
    kind: 'session',
    counts: { done: 0, total: 0 },
    work: (run) => {
      const ended = (told: SessionEnd) => {
        end = told;
        parts.seen.tell(repository, sessionReportPath(told.record));
      };
      return sessionWork(parts, repository, settings, run, ended);
    },
  });
  await notifyOfSession(parts, outcome, end);
}

async function worksWithoutSteps(): Promise<boolean> {
  const message = l10n.t('Step mode is on, and a session asks nobody. Run it all the same?');
  const detail = l10n.t(
    'It decides by the verdict alone, commits and goes on. Process Task still asks after each try.',
  );
  const run = l10n.t('Run Session');
  return await confirm(message, detail, run);
}
