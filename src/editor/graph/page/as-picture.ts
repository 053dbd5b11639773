/** The picture as a file of its own: what the style sheet says is written into the elements. */
import type { GraphLayout } from '../layout.ts';
import { svg } from './elements.ts';

const margin = 24;
const looks = [
  ...['fill', 'stroke', 'stroke-width', 'stroke-dasharray', 'stroke-linecap', 'stroke-linejoin', 'opacity', 'display'],
  ...['font-family', 'font-size', 'font-weight', 'text-anchor'],
] as const;

/** @returns the text of an SVG file, in the colours of the theme */
export function pictureOf(scene: SVGSVGElement, { width, height }: GraphLayout): string {
  const box = [-margin, -margin, width + 2 * margin, height + 2 * margin] as const;
  const isFar = scene.classList.contains('far');
  scene.classList.remove('far');
  const moving = scene.firstElementChild;
  const copy = moving?.cloneNode(true);
  if (moving === null || !(copy instanceof SVGElement)) return '';
  const originals = moving.querySelectorAll('*');
  for (const [index, element] of copy.querySelectorAll('*').entries()) {
    const style = getComputedStyle(originals[index] ?? moving);
    for (const name of looks) element.setAttribute(name, style.getPropertyValue(name));
    for (const name of ['class', 'tabindex', 'data-key', 'data-vscode-context', 'style']) element.removeAttribute(name);
  }
  scene.classList.toggle('far', isFar);
  copy.removeAttribute('transform');
  const ground = getComputedStyle(document.body).backgroundColor;
  const [x, y, w, h] = box;
  const picture = svg(
    'svg',
    { viewBox: box.join(' '), width: w, height: h },
    svg('rect', { x, y, width: w, height: h, fill: ground }),
    copy,
  );
  for (const hidden of picture.querySelectorAll('[display="none"]')) hidden.remove();
  // XML has no place for control characters, however they are written.
  return `${new XMLSerializer().serializeToString(picture).replace(/(?![\t\n])\p{Cc}/gu, '')}\n`;
}
