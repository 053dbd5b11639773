/** The hover text of a human action, as Markdown. Pure. */
import * as l10n from '../l10n.ts';
import { escapeMarkdown, withoutPictures } from '../shown-text.ts';
import type { ActionCheck } from './action-checks.ts';
import type { WaitingAction } from './action-nodes.ts';
import { freedText, heldTasks } from './freed-tasks.ts';

/** Lines of the instructions that a hover shows. */
const mostLines = 24;

/** Title, what it holds back, when it clears itself, and the beginning of its instructions. */
export function actionTooltip(
  { repository, action }: WaitingAction,
  check: ActionCheck | undefined,
  instructions: string | undefined,
): string {
  const { id, title, priority, status, until, file } = action;
  const paragraphs = [
    `**${escapeMarkdown(title === id ? id : `${id} ${title}`)}**`,
    escapeMarkdown(l10n.t`${priority} priority · ${status}`),
    escapeMarkdown(freedText(heldTasks(repository, action))),
    until === undefined || until === '' ? '' : escapeMarkdown(l10n.t`Clears itself when ${until}.`),
    check === undefined ? '' : escapeMarkdown(l10n.t`Not yet at ${check.at}: ${check.why}`),
    instructions === undefined ? '' : `---\n\n${shownPart(instructions)}\n\n---`,
    escapeMarkdown(file),
  ];
  return paragraphs.filter((paragraph) => paragraph !== '').join('\n\n');
}

/** Instructions are other people's text: no picture is fetched for a hover, and a code block that is cut is closed. */
function shownPart(text: string): string {
  const lines = withoutPictures(text.replace(/^---\r?\n[\s\S]*?\r?\n---\r?\n/, ''))
    .trim()
    .split(/\r?\n/);
  const shown = lines.slice(0, mostLines).map((line) => line.replace(/^#{1,6} /, '#### '));
  const fences = shown.filter((line) => /^\s*(?:```|~~~)/.test(line)).length;
  return [...shown, ...(fences % 2 === 1 ? ['```'] : []), ...(lines.length > mostLines ? ['', '…'] : [])].join('\n');
}
