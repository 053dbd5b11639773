/** The keys of the picture. */
import type { Direction } from '../steps.ts';

export type KeyAction =
  | { readonly kind: 'step'; readonly direction: Direction }
  | { readonly kind: 'end'; readonly last: boolean }
  | { readonly kind: 'zoom'; readonly direction: 1 | -1 }
  | { readonly kind: 'open' | 'fit' | 'search' | 'completed' | 'related' | 'save' | 'escape' };

const plain: Readonly<Record<string, KeyAction>> = {
  ArrowLeft: { kind: 'step', direction: 'left' },
  ArrowRight: { kind: 'step', direction: 'right' },
  ArrowUp: { kind: 'step', direction: 'up' },
  ArrowDown: { kind: 'step', direction: 'down' },
  Home: { kind: 'end', last: false },
  End: { kind: 'end', last: true },
  Enter: { kind: 'open' },
  ' ': { kind: 'open' },
  '+': { kind: 'zoom', direction: 1 },
  '=': { kind: 'zoom', direction: 1 },
  '-': { kind: 'zoom', direction: -1 },
  '0': { kind: 'fit' },
  '/': { kind: 'search' },
  c: { kind: 'completed' },
  r: { kind: 'related' },
  s: { kind: 'save' },
  Escape: { kind: 'escape' },
};

/** What a key does; nothing for those that are the editor's. */
export function keyAction(event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey'>): KeyAction | undefined {
  const { key, ctrlKey, metaKey, altKey } = event;
  if ((ctrlKey || metaKey) && !altKey && key.toLowerCase() === 'f') return { kind: 'search' };
  return ctrlKey || metaKey || altKey ? undefined : plain[key.length === 1 ? key.toLowerCase() : key];
}
