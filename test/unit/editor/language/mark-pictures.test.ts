import { expect, test } from 'vitest';
import { pictureAddress } from '../../../../src/editor/language/mark-pictures.ts';

/** Backgrounds of the editor in its own themes; high contrast has white and black. */
const grounds = { light: ['#ffffff', '#f8f8f8'], dark: ['#1f1f1f', '#000000'] } as const;
const states = ['done', 'running', 'failed'] as const;

const pictureOf = (...of: Parameters<typeof pictureAddress>) =>
  Buffer.from(pictureAddress(...of).replace(/^[^,]*,/, ''), 'base64').toString();

test.each(states)('%s stands out from each background as WCAG asks of what is drawn', (state) => {
  for (const theme of ['light', 'dark'] as const) {
    const colour = /stroke="(#\w{6})"/.exec(pictureOf(state, theme))?.[1] ?? '';
    for (const ground of grounds[theme]) expect(contrast(colour, ground), `${theme} ${ground}`).toBeGreaterThan(3);
  }
});

test('each has a shape of its own', () => {
  const shapes = states.map((state) => pictureOf(state, 'light').replace(/#\w{6}/g, ''));
  expect(new Set(shapes).size).toBe(states.length);
});

function contrast(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
