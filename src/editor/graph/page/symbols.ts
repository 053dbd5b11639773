/** The signs of the cards, 16 by 16, drawn as lines: state is told by shape and by word, never by colour alone. */
import { svg } from './elements.ts';

/** By the name of the icon in the Task Queue that it stands for. */
const shapes: Readonly<Record<string, string>> = {
  'circle-large-outline': 'M8 2a6 6 0 1 0 0 12A6 6 0 1 0 8 2',
  'loading~spin': 'M8 2a6 6 0 0 1 6 6M2 8a6 6 0 0 0 6 6',
  'debug-pause': 'M5.5 3v10M10.5 3v10',
  pass: 'M8 2a6 6 0 1 0 0 12A6 6 0 1 0 8 2M5.2 8.2l2 2 3.8-4.2',
  error: 'M8 2a6 6 0 1 0 0 12A6 6 0 1 0 8 2M5.8 5.8l4.4 4.4M10.2 5.8l-4.4 4.4',
  lock: 'M3.5 7.5h9v6h-9zM5.5 7.5v-2a2.5 2.5 0 0 1 5 0v2',
  account: 'M8 2.5a2.5 2.5 0 1 0 0 5a2.5 2.5 0 1 0 0-5M3 13.5c0-3 2-4.5 5-4.5s5 1.5 5 4.5',
  'sync-ignored': 'M3 7a5.2 5.2 0 0 1 9-2.5M12.5 2v3h-3M13 9a5.2 5.2 0 0 1-9 2.5M3.5 14v-3h3',
  'debug-stop': 'M4 4h8v8h-8z',
  'circle-slash': 'M8 2a6 6 0 1 0 0 12A6 6 0 1 0 8 2M3.8 12.2l8.4-8.4',
  question: 'M5.5 6a2.5 2.5 0 1 1 3.5 2.3c-.7.3-1 .8-1 1.7M8 12.5v.6',
  'link-external': 'M7 4h-4v9h9v-4M9.5 3h3.5v3.5M13 3l-6 6',
};

export function symbol(name: string): SVGElement {
  return svg('path', {
    class: name === 'loading~spin' ? 'symbol turning' : 'symbol',
    d: shapes[name] ?? shapes['circle-large-outline'],
  });
}

/** The colour that a card has in the Task Queue; none where its state has none. */
export function colorOf(color: string | undefined): string {
  return color === undefined ? 'var(--vscode-foreground)' : `var(--vscode-${color.replaceAll('.', '-')})`;
}
