/** A question of step mode as the editor shows it, as values. */
import type { StepChoice, StepQuestion } from '../tools/step-question.ts';
import * as l10n from './l10n.ts';
import { withoutIcons } from './shown-text.ts';

export const showChanges = 'changes';

/** What is chosen in the list: an answer, or a look at the diff. */
export interface StepPick {
  readonly label: string;
  readonly detail: string;
  readonly choice: StepChoice | typeof showChanges;
}

const icons: Readonly<Record<StepChoice, string>> = {
  commit: 'check',
  commit_and_stop: 'check-all',
  retry: 'refresh',
  skip: 'debug-step-over',
  stop: 'debug-stop',
};

export function stepPicks({ choices, paths }: StepQuestion): StepPick[] {
  const changes = paths.length === 0 ? l10n.t('No file was changed.') : withoutIcons(paths.join(', '));
  const texts = choiceTexts();
  return [
    ...choices.map((choice) => {
      const { title, detail } = texts[choice];
      return { label: `$(${icons[choice]}) ${title}`, detail, choice };
    }),
    { label: `$(diff) ${l10n.t('Show Changes')}`, detail: changes, choice: showChanges },
  ];
}

/** As the terminal has them, which names them in English. */
function choiceTexts(): Readonly<Record<StepChoice, { readonly title: string; readonly detail: string }>> {
  return {
    commit: {
      title: l10n.t('Commit and go on'),
      detail: l10n.t('Records the criterion, and takes the next one.'),
    },
    commit_and_stop: {
      title: l10n.t('Commit and stop'),
      detail: l10n.t('Records the criterion, and ends the run.'),
    },
    retry: {
      title: l10n.t('Retry with a note'),
      detail: l10n.t('The work is kept as a leftover and put back; a fresh process tries again.'),
    },
    skip: {
      title: l10n.t('Skip this criterion'),
      detail: l10n.t('The work is kept as a leftover and put back; the criterion stays open.'),
    },
    stop: {
      title: l10n.t('Stop'),
      detail: l10n.t('The work is kept as a leftover and put back; the run ends.'),
    },
  };
}

/** One or two sentences: what the run waits with. */
export function stepNotice({ item_id, place, total, criterion, verdict, reason, remark }: StepQuestion): string {
  const outcome = l10n.t`${item_id} waits at criterion ${place} of ${total}, ${verdict.replaceAll('_', ' ')}: ${criterion}.`;
  return [...(remark === null ? [] : [remark]), outcome, reason].join(' ');
}

/** The diff with what it is about above it; git and the editor take such lines as a comment. */
export function stepDiff({ item_id, criterion, verdict, reason, evidence, diff }: StepQuestion): string {
  const head = [
    `${item_id}: ${criterion}`,
    `${l10n.t`Verdict: ${verdict.replaceAll('_', ' ')}.`} ${reason}`,
    ...evidence.map(
      ({ command, exit_code, observation }) => l10n.t`${command} (exit ${String(exit_code)}): ${observation}`,
    ),
  ];
  const comments = head.flatMap((text) => text.split('\n')).map((line) => `# ${line}`);
  return `${comments.join('\n')}\n\n${diff === '' ? `# ${l10n.t('No file was changed.')}\n` : diff}`;
}

/** The verdict and its proof, as Markdown, to be read beside the changes. */
export function verdictText({
  item_id,
  place,
  total,
  criterion,
  verdict,
  reason,
  evidence,
  remark,
}: StepQuestion): string {
  const proofs = evidence.map(({ command, exit_code, observation }) => [
    ...command.split('\n').map((line) => `    ${line}`),
    '',
    `${l10n.t`Exit code ${String(exit_code)}.`} ${observation}`,
    '',
  ]);
  return [
    `# ${l10n.t`${item_id}, criterion ${place} of ${total}: ${verdict.replaceAll('_', ' ')}`}`,
    '',
    criterion,
    '',
    ...(remark === null ? [] : [remark, '']),
    `## ${l10n.t('Why')}`,
    '',
    reason,
    '',
    ...(proofs.length === 0 ? [] : [`## ${l10n.t('Evidence')}`, '', ...proofs.flat()]),
    l10n.t(
      'The run waits: "Decide on Paused Run" in the title of this editor, in the Task Queue and in the palette has the answers.',
    ),
    '',
  ].join('\n');
}
