/**
 * What the extension asks and tells while something goes on, and the answers that it gets. A window under test shows no modal
 * question, so it is asked here: the suite has the same `vscode` as the extension, whose functions it takes the place of.
 */
import assert from 'node:assert/strict';
import { type MessageOptions, window } from 'vscode';

const ways = ['showInformationMessage', 'showWarningMessage', 'showErrorMessage'] as const;

/** Words and buttons of what was asked, in order, as `text [button] [button]`. */
export interface Asked {
  readonly lines: readonly string[];
  /** Resolves with the first line that holds the words. @throws AssertionError with all lines, when none does in time */
  told(words: string | RegExp, limitMs?: number): Promise<string>;
}

/**
 * Runs the body. A question is answered by the first button that is among the answers, and closed where none is.
 * @param answers titles of buttons
 */
export async function asking(answers: readonly string[], body: (asked: Asked) => Promise<void>): Promise<void> {
  const lines: string[] = [];
  const listeners = new Set<() => void>();
  const before = ways.map((way) => [way, window[way]] as const);
  const answer = async (text: string, ...rest: readonly (string | MessageOptions)[]): Promise<string | undefined> => {
    const buttons = rest.filter((one) => typeof one === 'string');
    lines.push([text, ...buttons.map((button) => `[${button}]`)].join(' '));
    for (const listener of listeners) listener();
    return buttons.find((button) => answers.includes(button));
  };
  for (const way of ways) Object.assign(window, { [way]: answer });
  try {
    await body({ lines, told: (words, limitMs = 20_000) => firstOf(lines, listeners, words, limitMs) });
  } finally {
    for (const [way, own] of before) Object.assign(window, { [way]: own });
  }
}

async function firstOf(
  lines: readonly string[],
  listeners: Set<() => void>,
  words: string | RegExp,
  limitMs: number,
): Promise<string> {
  const find = () => lines.find((line) => (typeof words === 'string' ? line.includes(words) : words.test(line)));
  const told = new Promise<void>((resolve) => {
    const look = () => find() !== undefined && resolve();
    listeners.add(look);
    look();
    setTimeout(resolve, limitMs);
  });
  await told;
  const line = find();
  assert.ok(line !== undefined, `${words} was not told:\n${lines.join('\n')}`);
  return line;
}
