/** The picture as a file of its own: what the style sheet says is written into the elements. */
import type { GraphLayout } from '../layout.ts';
import { svg } from './elements.ts';

const margin = 24;
const looks = ['fill', 'stroke', 'stroke-width', 'stroke-dasharray', 'stroke-linecap', 'stroke-linejoin', 'opacity'];
const fonts = ['font-family', 'font-size', 'font-weight', 'text-anchor'];
/** What is for the editor alone, and for the keyboard. */
const ofThePage = /^(?:class|style|tabindex|role|data-.*|aria-.*)$/;

/** @returns the text of an SVG file, in the colours of the theme */
export function pictureOf(scene: SVGSVGElement, { width, height }: GraphLayout): string {
  const far = ['far', 'tiny'].filter((name) => scene.classList.contains(name));
  scene.classList.remove(...far);
  const moving = scene.firstElementChild;
  const copy = moving?.cloneNode(true);
  if (moving === null || !(copy instanceof SVGElement)) return '';
  const originals = moving.querySelectorAll('*');
  for (const [index, element] of [...copy.querySelectorAll('*')].entries()) dress(element, originals[index] ?? moving);
  scene.classList.add(...far);
  for (const name of ['transform', 'role', 'aria-label', 'aria-multiselectable']) copy.removeAttribute(name);
  const [x, y, w, h] = [-margin, -margin, width + 2 * margin, height + 2 * margin];
  const ground = plainColor(getComputedStyle(document.body).backgroundColor);
  const picture = svg(
    'svg',
    { viewBox: `${x} ${y} ${w} ${h}`, width: w, height: h },
    svg('rect', { x, y, width: w, height: h, fill: ground }),
    copy,
  );
  // XML has no place for control characters, however they are written.
  return `${new XMLSerializer().serializeToString(picture).replace(/(?![\t\n])\p{Cc}/gu, '')}\n`;
}

/** Writes what the original looks like into its copy; takes the copy out where the original is not shown. */
function dress(element: Element, original: Element): void {
  const style = getComputedStyle(original);
  for (const { name } of [...element.attributes]) if (ofThePage.test(name)) element.removeAttribute(name);
  if (element.localName === 'title') return;
  if (style.display === 'none') {
    element.remove();
    return;
  }
  const names = { g: ['opacity'], text: [...looks, ...fonts] }[element.localName] ?? looks;
  for (const name of names) element.setAttribute(name, plainColor(style.getPropertyValue(name)));
}

/** Mixed colours are computed in a notation that only browsers read. */
function plainColor(value: string): string {
  const [, red, green, blue, alpha = '1'] =
    /^color\(srgb ([\d.]+) ([\d.]+) ([\d.]+)(?: \/ ([\d.]+))?\)$/.exec(value) ?? [];
  if (red === undefined) return value;
  const [r, g, b] = [red, green, blue].map((part) => Math.round(255 * Number(part)));
  return alpha === '1' ? `rgb(${r}, ${g}, ${b})` : `rgba(${r}, ${g}, ${b}, ${alpha})`;
}
