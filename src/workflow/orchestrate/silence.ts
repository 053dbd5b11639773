/** Ends an orchestrating Codex that waits for its model for too long: it never gives up by itself. */
import type { CodexEvent } from '../../codex/events.ts';

/** Looked at so often, in milliseconds. */
const everyMs = 2000;

export interface Silence {
  readonly signal: AbortSignal;
  see(event: CodexEvent): void;
  end(): void;
}

/** @param limitMs how long nothing may happen while no call and no command goes on; notices of Codex are nothing that happens */
export function watchSilence(limitMs: number, now: () => number = Date.now): Silence {
  const controller = new AbortController();
  const open = new Set<string>();
  let since = now();
  const timer = setInterval(
    () => {
      if (open.size === 0 && now() - since >= limitMs) controller.abort();
    },
    Math.min(everyMs, limitMs),
  );
  timer.unref();
  return {
    signal: controller.signal,
    see(event) {
      if (event.type === 'error') return;
      since = now();
      if (event.type === 'item.completed') open.delete(event.item.id);
      else if (event.type === 'item.started') open.add(event.item.id);
    },
    end: () => clearInterval(timer),
  };
}
