/** When the agent could write: while a command or an edit of its own was under way. */
import type { CodexEvent, CodexItem } from './events.ts';

/** Milliseconds since 1970; both ends count. */
export interface BusyTime {
  readonly from: number;
  readonly to: number;
}

/**
 * How late the beginning of an item may be read on a machine that is busy, in milliseconds. Its end is read after it as well,
 * and so covers it.
 */
const slackMs = 2_000;

/** The items in which the agent does something. */
const writing: readonly CodexItem['type'][] = ['command_execution', 'file_change', 'mcp_tool_call'];

/** Gathers the times from the events as they come. A sandboxed command takes what it left in the background with it. */
export class BusyTimes {
  readonly #begun = new Map<string, number>();
  readonly #ended: BusyTime[] = [];
  /** Nothing of the agent's began before it. */
  #last: number;

  /** @param now when the agent was started */
  constructor(now: number) {
    this.#last = now;
  }

  see(event: CodexEvent, now: number): void {
    const item = itemOf(event);
    if (item !== undefined && writing.includes(item.type)) {
      const { id } = item;
      // An item that is told only when it is over began after whatever was told before.
      const from = this.#begun.get(id) ?? (event.type === 'item.completed' ? this.#last : now);
      if (event.type === 'item.completed') {
        this.#begun.delete(id);
        this.#ended.push({ from: from - slackMs, to: now });
      } else this.#begun.set(id, from);
    }
    this.#last = now;
  }

  /** Something is under way that the events do not tell: nobody can say when the agent could not write. */
  unknown(): void {
    this.#ended.push({ from: 0, to: Number.POSITIVE_INFINITY });
  }

  /** @param now when the agent had ended: what was never said to be over lasted until then */
  times(now: number): readonly BusyTime[] {
    return [...this.#ended, ...Array.from(this.#begun.values(), (from) => ({ from: from - slackMs, to: now }))];
  }
}

/** Whether a moment lies in one of the times. */
export function isBusyAt(times: readonly BusyTime[], moment: number): boolean {
  return times.some(({ from, to }) => moment >= from && moment <= to);
}

function itemOf(event: CodexEvent): CodexItem | undefined {
  return event.type === 'item.started' || event.type === 'item.updated' || event.type === 'item.completed'
    ? event.item
    : undefined;
}
