import { join } from 'node:path';
import { commands, Uri, ViewColumn, window } from 'vscode';
import type { StepAnswer, StepQuestion } from '../../tools/step-question.ts';
import type { EditorParts } from '../editor-parts.ts';
import * as l10n from '../l10n.ts';
import type { Pause } from '../pauses.ts';
import { withoutIcons } from '../shown-text.ts';
import { sidesOf } from '../step-sides.ts';
import { showChanges, stepDiff, stepNotice, stepPicks, verdictText } from '../step-texts.ts';
import { referenceOf } from '../task-reference.ts';

/** Asks in a notification, which takes neither focus nor keys from whoever is typing; the row asks on when it is closed. */
export async function askStep(
  parts: EditorParts,
  repository: string,
  question: StepQuestion,
  signal: AbortSignal,
): Promise<StepAnswer> {
  const answered = parts.pauses.ask(repository, question, signal);
  void announce(parts, { repository, question });
  return answered;
}

/** Decides on the paused run of the row, else on the only one, else on the one picked. */
export async function decideStep(parts: EditorParts, argument: unknown): Promise<void> {
  const named = referenceOf(argument)?.repository;
  const pause = named === undefined ? await choosePause(parts.pauses.all) : parts.pauses.on(named);
  if (pause !== undefined) await choose(parts, pause);
}

async function announce(parts: EditorParts, pause: Pause): Promise<void> {
  const [commit, show, decide] = [l10n.t('Commit and Go On'), l10n.t('Show Changes'), l10n.t('Decide…')];
  const buttons = [...(pause.question.choices.includes('commit') ? [commit] : []), show, decide];
  while (parts.pauses.isWaiting(pause)) {
    const answer = await window.showInformationMessage(stepNotice(pause.question), ...buttons);
    if (answer === undefined) return;
    if (!parts.pauses.isWaiting(pause)) {
      await window.showInformationMessage(l10n.t`${pause.question.item_id} is no longer waiting for this decision.`);
      return;
    }
    if (answer === commit) parts.pauses.answer(pause, { choice: 'commit' });
    else if (answer === decide) return choose(parts, pause);
    else await showDiff(parts, pause);
  }
}

/** The list stays open while the changes are looked at; closed, it decides nothing. */
async function choose(parts: EditorParts, pause: Pause): Promise<void> {
  for (;;) {
    const placeHolder = stepNotice(pause.question);
    const pick = await window.showQuickPick(stepPicks(pause.question), { placeHolder, ignoreFocusOut: true });
    if (pick === undefined || !parts.pauses.isWaiting(pause)) return;
    if (pick.choice === showChanges) await showDiff(parts, pause);
    else if (pick.choice !== 'retry') return parts.pauses.answer(pause, { choice: pick.choice });
    else {
      const prompt = l10n.t('What is the fresh process to do differently?');
      const note = await window.showInputBox({ prompt, title: pause.question.criterion, ignoreFocusOut: true });
      if (note !== undefined) return parts.pauses.answer(pause, { choice: 'retry', note });
    }
  }
}

/** The changes as one diff of all files, and beside it the verdict with its proof. */
async function showDiff({ documents }: EditorParts, { repository, question }: Pause): Promise<void> {
  const { item_id: id, place, verdict, diff } = question;
  const sides = sidesOf(diff);
  if (sides.length === 0) return documents.show(`${l10n.t`${id} criterion ${place}`}.diff`, 'diff', stepDiff(question));
  const texts = (side: 'before' | 'after') =>
    new Map(sides.flatMap((file) => (file[side] === undefined ? [] : [[file.path, file[side]] as const])));
  const before = documents.setOf(`before, ${repository}`, texts('before'));
  const after = documents.setOf(`after, ${repository}`, texts('after'));
  const resources = sides.map(({ path }) => [Uri.file(join(repository, path)), before.get(path), after.get(path)]);
  await commands.executeCommand(
    'vscode.changes',
    l10n.t`${id}, criterion ${place}: ${verdict.replaceAll('_', ' ')}`,
    resources,
  );
  await documents.show(
    `${l10n.t`${id} criterion ${place} verdict`}.md`,
    'markdown',
    verdictText(question),
    ViewColumn.Beside,
  );
}

async function choosePause(pauses: readonly Pause[]): Promise<Pause | undefined> {
  const [only, ...others] = pauses;
  if (only === undefined) await window.showInformationMessage(l10n.t('No run waits for a decision.'));
  if (others.length === 0) return only;
  const picks = pauses.map((pause) => ({
    label: pause.question.item_id,
    description: withoutIcons(pause.question.criterion),
    detail: pause.repository,
    pause,
  }));
  return (await window.showQuickPick(picks, { placeHolder: l10n.t('Decide on which run?') }))?.pause;
}
