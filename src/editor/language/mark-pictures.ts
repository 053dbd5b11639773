/** Pictures for the margin of an editor, one shape for each state, so that none is told by its colour alone. */
import type { MarkState } from './criterion-marks.ts';

const shapes: Record<MarkState, string> = {
  done: '<path d="M3 8.5l3.2 3.2L13 4.5" fill="none" stroke-width="2"/>',
  running:
    '<circle cx="8" cy="8" r="5.5" fill="none" stroke-width="1.5" stroke-dasharray="3 2"/><path d="M6.5 5.5v5l4-2.5z"/>',
  failed: '<path d="M4 4l8 8M12 4l-8 8" fill="none" stroke-width="2"/>',
};

const colours: Record<MarkState, Record<'light' | 'dark', string>> = {
  done: { light: '#1b7c36', dark: '#73c991' },
  running: { light: '#005fb8', dark: '#4daafc' },
  failed: { light: '#b01011', dark: '#f88070' },
};

/** A picture as the address of its own data. */
export function pictureAddress(state: MarkState, theme: 'light' | 'dark'): string {
  const colour = colours[state][theme];
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="16" height="16" viewBox="0 0 16 16" fill="${colour}" stroke="${colour}">${shapes[state]}</svg>`;
  return `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`;
}
