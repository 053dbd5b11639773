/** Step mode at a terminal: what a try came to, and a letter for what becomes of it. */
import { createInterface, type Interface } from 'node:readline/promises';
import {
  type StepAnswer,
  type StepChoice,
  type StepQuestion,
  stepChoiceDetails,
  stepChoiceTitles,
} from '../tools/step-question.ts';
import type { CliHost } from './cli-host.ts';
import { printable, printableText } from './printable.ts';
import { hanging } from './report-lines.ts';
import { type Style, styleFor } from './style.ts';

const letters: Readonly<Record<StepChoice, string>> = {
  commit: 'c',
  commit_and_stop: 'e',
  retry: 'r',
  skip: 's',
  stop: 'q',
};

/** Whether there is a person at a terminal. */
export function hasPerson({ stdin, stderr }: CliHost): boolean {
  return stdin.isTTY === true && stderr.isTTY === true;
}

/**
 * Asks on standard error until the answer is one; `d` shows the diff. The end of the input means stop.
 * @throws the signal's reason
 */
export async function askStep(host: CliHost, question: StepQuestion, signal: AbortSignal): Promise<StepAnswer> {
  const style = styleFor(host.stderr, host.env);
  host.stderr.write(`${questionLines(question, style).join('\n')}\n`);
  // Not as a terminal: readline would take Ctrl-C for itself.
  const lines = createInterface({ input: host.stdin, output: host.stderr, terminal: false });
  const closed = new Promise<undefined>((resolve) => lines.once('close', () => resolve(undefined)));
  const ask = (text: string) => Promise.race([lines.question(text, { signal }), closed]);
  try {
    return await answerOf(question, ask, (text) => host.stderr.write(text));
  } finally {
    lines.close();
  }
}

type Ask = (text: string) => Promise<string | undefined> | ReturnType<Interface['question']>;

async function answerOf({ choices, diff }: StepQuestion, ask: Ask, write: (text: string) => void): Promise<StepAnswer> {
  for (;;) {
    const said = (await ask('> '))?.trim().toLowerCase();
    if (said === undefined) return { choice: 'stop' };
    const choice = choices.find((one) => letters[one] === said || one === said);
    if (said === 'd') write(`${printableText(diff) || 'No file was changed.'}\n`);
    else if (choice === 'retry') return { choice, note: (await ask('Note for the fresh process: ')) ?? '' };
    else if (choice !== undefined) return { choice };
    else write(`Type one of ${[...choices.map((one) => letters[one]), 'd'].join(', ')}.\n`);
  }
}

function questionLines(question: StepQuestion, style: Style): string[] {
  const { item_id, place, total, attempt, criterion, verdict, reason, evidence, paths, choices, remark } = question;
  const proven = verdict === 'proven';
  const again = attempt > 1 ? `, try ${attempt}` : '';
  return [
    '',
    ...(remark === null ? [] : [style('yellow', printable(remark))]),
    ...hanging(style('bold', `${printable(item_id)} ${place}/${total}${again}  `), 2, criterion, style),
    ...hanging(style(proven ? 'green' : 'red', `${verdict.replaceAll('_', ' ')}: `), 2, reason, style),
    ...evidence.flatMap(({ command, exit_code, observation }) =>
      hanging('  ', 4, `${command} (exit ${exit_code}) ${observation}`, style),
    ),
    ...hanging('Changed: ', 2, paths.length === 0 ? 'nothing' : paths.join(', '), style),
    ...choices.map(
      (choice) => `  [${letters[choice]}] ${stepChoiceTitles[choice]}. ${style('dim', stepChoiceDetails[choice])}`,
    ),
    '  [d] Show the diff',
  ];
}
