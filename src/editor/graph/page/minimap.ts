/** The whole picture, small, with the part that is on the screen: shown where that is not all of it. */
import { type GraphLayout, card as size } from '../layout.ts';
import { svg } from './elements.ts';
import type { Viewport } from './viewport.ts';

const most = { width: 180, height: 120 } as const;

export class Minimap {
  readonly element = svg('svg', { class: 'minimap hidden', 'aria-hidden': 'true' });
  readonly #cards = svg('path', { class: 'cards' });
  readonly #part = svg('rect', { class: 'part' });
  readonly #viewport: Viewport;
  #layout: GraphLayout | undefined;

  constructor(viewport: Viewport) {
    this.#viewport = viewport;
    this.element.append(this.#cards, this.#part);
    this.element.addEventListener('pointerdown', (event) => {
      this.element.setPointerCapture(event.pointerId);
      this.#go(event);
    });
    this.element.addEventListener('pointermove', (event) => {
      if (this.element.hasPointerCapture(event.pointerId)) this.#go(event);
    });
  }

  show(layout: GraphLayout): void {
    this.#layout = layout;
    const scale = this.#scale(layout);
    this.element.setAttribute('viewBox', `0 0 ${layout.width} ${layout.height}`);
    this.element.setAttribute('width', String(Math.max(1, layout.width * scale)));
    this.element.setAttribute('height', String(Math.max(1, layout.height * scale)));
    const rects = [...layout.places.values()].map(
      ({ x, y }) => `M${x} ${y}h${size.width}v${size.height}h-${size.width}z`,
    );
    this.#cards.setAttribute('d', rects.join(''));
    this.update();
  }

  update(): void {
    const layout = this.#layout;
    if (layout === undefined) return;
    const { view, size: frame } = this.#viewport;
    const part = { x: -view.x / view.zoom, y: -view.y / view.zoom };
    const [width, height] = [frame.width / view.zoom, frame.height / view.zoom];
    const isAll = part.x <= 0 && part.y <= 0 && part.x + width >= layout.width && part.y + height >= layout.height;
    this.element.classList.toggle('hidden', isAll);
    if (isAll) return;
    for (const [name, value] of Object.entries({ ...part, width, height }))
      this.#part.setAttribute(name, String(value));
    this.#part.setAttribute('stroke-width', String(1.5 / this.#scale(layout)));
  }

  #scale({ width, height }: GraphLayout): number {
    return Math.min(most.width / Math.max(1, width), most.height / Math.max(1, height));
  }

  #go(event: PointerEvent): void {
    if (this.#layout === undefined) return;
    const { left, top } = this.element.getBoundingClientRect();
    const scale = this.#scale(this.#layout);
    const { view, size: frame } = this.#viewport;
    const [x, y] = [(event.clientX - left) / scale, (event.clientY - top) / scale];
    this.#viewport.set({ x: frame.width / 2 - x * view.zoom, y: frame.height / 2 - y * view.zoom, zoom: view.zoom });
  }
}
