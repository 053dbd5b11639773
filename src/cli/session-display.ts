import type { HumanActionItem } from '../tools/contract.ts';
import type { SessionEvent } from '../workflow/session/events.ts';
import { printable, shorten } from './printable.ts';
import type { ProgressDisplay } from './progress-display.ts';
import { taskLines } from './session-result.ts';
import type { Style } from './style.ts';

/** Shows what happens in a session between the progress of its tasks: what waits for a person, which task begins, how it ended. */
export function sessionDisplay(display: ProgressDisplay, style: Style): (event: SessionEvent) => void {
  let shown = '';
  return (event) => {
    switch (event.type) {
      case 'began':
        display.print(
          `Session ${event.session_id.slice(0, 8)} ${event.resumed ? 'goes on where it was interrupted' : 'begins'}.`,
        );
        break;
      case 'scanned': {
        const lines = actionLines(event.human_actions, style);
        if (lines.join() !== shown) for (const line of lines) display.print(line);
        shown = lines.join();
        break;
      }
      case 'settled':
        display.print(
          `${style('green', style.marks.good)} ${printable(`${event.action_id} is done: ${event.evidence}`)}`,
        );
        break;
      case 'task_began': {
        const again = event.attempt > 1 ? ` (attempt ${event.attempt})` : '';
        display.print(style('bold', shorten(printable(`${event.item_id}${again}  ${event.title}`), style.width)));
        break;
      }
      case 'task_ended':
        for (const line of taskLines(event.task, style)) display.print(line);
        break;
      case 'retrospective':
        display.print(`Retrospective: ${printable(event.summary)}`);
        break;
      default:
        break;
    }
  };
}

function actionLines(actions: readonly HumanActionItem[], style: Style): string[] {
  return actions.map(({ action_id: id, title, blocking_items: blocks }) => {
    const held = blocks.length === 0 ? '' : ` (blocks ${blocks.join(', ')})`;
    return style('yellow', shorten(`! Waits for a person: ${printable(`${id} ${title}${held}`)}`, style.width));
  });
}
