/** What the last check of each human action in this window said. */
import { ChangeEvent } from '../change-event.ts';
import { taskKey } from '../queue-entries.ts';

export interface ActionCheck {
  /** What was not so yet, or why nobody could tell. */
  readonly why: string;
  /** When it was asked, as the clock had it: 14:05. */
  readonly at: string;
}

export class ActionChecks {
  readonly changed = new ChangeEvent();
  readonly #checks = new Map<string, ActionCheck>();

  /** Notes the answers of one check of a repository. */
  note(root: string, waiting: readonly { readonly action_id: string; readonly why: string }[], now: Date): void {
    if (waiting.length === 0) return;
    const at = `${String(now.getHours()).padStart(2, '0')}:${String(now.getMinutes()).padStart(2, '0')}`;
    for (const { action_id: id, why } of waiting) this.#checks.set(taskKey(root, id), { why, at });
    this.changed.fire();
  }

  last(root: string, id: string): ActionCheck | undefined {
    return this.#checks.get(taskKey(root, id));
  }
}
