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
import { reserved } from './reserved.ts';
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
  let end: SessionEnd | undefined;
  const outcome = await reserved(parts, [repository], async () =>
    (await isAgreed(parts, repository))
      ? sessionRun(parts, repository, (told) => {
          end = told;
        })
      : undefined,
  );
  if (outcome !== undefined) await notifyOfSession(parts, outcome, end);
}

/** All that is asked before a session, one after the other. */
async function isAgreed(parts: EditorParts, repository: string): Promise<boolean> {
  if (!(await areItemsSaved(repository))) return false;
  const settings = readEditorSettings(Uri.file(repository));
  if (!(await agreesToBundled(settings, l10n.t('A session')))) return false;
  if (settings.stepMode && !(await worksWithoutSteps())) return false;
  const tasks = parts.source.queue(repository)?.tasks ?? [];
  const usesCluster = tasks.some((task) => task.state !== 'completed' && task.usesCluster);
  const text = async () => {
    const ready = tasks.filter(({ state }) => state === 'ready');
    return (await Promise.all(ready.map(({ file }) => itemText(repository, file)))).join('\n\n');
  };
  return agreeOnRun(parts, { repository, name: sessionName, usesCluster, text });
}

/** Runs it, and shows it. @param told how it ended, where it says so itself */
function sessionRun(
  parts: EditorParts,
  repository: string,
  told: (end: SessionEnd) => void,
): ReturnType<EditorParts['runs']['start']> {
  const settings = readEditorSettings(Uri.file(repository));
  return parts.runs.start({
    target: { repository, itemId: sessionItem },
    kind: 'session',
    counts: { done: 0, total: 0 },
    work: (run) => {
      const ended = (end: SessionEnd) => {
        told(end);
        parts.seen.tell(repository, sessionReportPath(end.record));
      };
      return sessionWork(parts, repository, settings, run, ended);
    },
  });
}

async function worksWithoutSteps(): Promise<boolean> {
  const message = l10n.t('Step mode is on, and a session asks nobody. Run it all the same?');
  const detail = l10n.t(
    'It decides by the verdict alone, commits and goes on. Process Task still asks after each try.',
  );
  const run = l10n.t('Run Session');
  return await confirm(message, detail, run);
}
