/** What a page keeps of how it was looked at: over being hidden, and over the window. */
import type { View } from './viewport.ts';

export interface PageState {
  readonly root?: string;
  readonly showCompleted: boolean;
  /** Key of the node whose relations alone are shown. */
  readonly around?: string;
  readonly selected?: string;
  readonly view?: View;
}

/** The state that was kept; the editor keeps it as it was given, by an older version perhaps. */
export function readPageState(value: unknown): PageState {
  if (typeof value !== 'object' || value === null) return { showCompleted: false };
  const { root, showCompleted, around, selected, view }: Readonly<Record<string, unknown>> = { ...value };
  return {
    showCompleted: showCompleted === true,
    ...(typeof root === 'string' ? { root } : {}),
    ...(typeof around === 'string' ? { around } : {}),
    ...(typeof selected === 'string' ? { selected } : {}),
    ...(isView(view) ? { view } : {}),
  };
}

function isView(value: unknown): value is View {
  if (typeof value !== 'object' || value === null) return false;
  const { x, y, zoom }: Readonly<Record<string, unknown>> = { ...value };
  return [x, y, zoom].every((part) => typeof part === 'number' && Number.isFinite(part)) && Number(zoom) > 0;
}
