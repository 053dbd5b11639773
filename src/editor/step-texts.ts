/** A question of step mode as the editor shows it, as values. */
import { type StepChoice, type StepQuestion, stepChoiceDetails, stepChoiceTitles } from '../tools/step-question.ts';

export const showChanges = 'Show Changes';

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
  const changes = paths.length === 0 ? 'No file was changed.' : paths.join(', ');
  return [
    ...choices.map((choice) => {
      return { label: `$(${icons[choice]}) ${stepChoiceTitles[choice]}`, detail: stepChoiceDetails[choice], choice };
    }),
    { label: `$(diff) ${showChanges}`, detail: changes, choice: showChanges },
  ];
}

/** One or two sentences: what the run waits with. */
export function stepNotice({ item_id, place, total, criterion, verdict, reason, remark }: StepQuestion): string {
  const outcome = `${item_id} waits at criterion ${place} of ${total}, ${verdict.replaceAll('_', ' ')}: ${criterion}.`;
  return [...(remark === null ? [] : [remark]), outcome, reason].join(' ');
}

/** The diff with what it is about above it; git and the editor take such lines as a comment. */
export function stepDiff({ item_id, criterion, verdict, reason, evidence, diff }: StepQuestion): string {
  const head = [
    `${item_id}: ${criterion}`,
    `Verdict: ${verdict.replaceAll('_', ' ')}. ${reason}`,
    ...evidence.map(({ command, exit_code, observation }) => `${command} (exit ${exit_code}): ${observation}`),
  ];
  const comments = head.flatMap((text) => text.split('\n')).map((line) => `# ${line}`);
  return `${comments.join('\n')}\n\n${diff === '' ? '# No file was changed.\n' : diff}`;
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
    `Exit code ${exit_code}. ${observation}`,
    '',
  ]);
  return [
    `# ${item_id}, criterion ${place} of ${total}: ${verdict.replaceAll('_', ' ')}`,
    '',
    criterion,
    '',
    ...(remark === null ? [] : [remark, '']),
    '## Why',
    '',
    reason,
    '',
    ...(proofs.length === 0 ? [] : ['## Evidence', '', ...proofs.flat()]),
    'The run waits: "Decide on Paused Run" in the title of this editor, in the Task Queue and in the palette has the answers.',
    '',
  ].join('\n');
}
