/** Which part of the picture is on the screen: panned and zoomed. */

export interface View {
  /** Of the picture's origin on the screen, in pixels. */
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
}

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface FrameSize {
  readonly width: number;
  readonly height: number;
}

const zooms = { least: 0.01, most: 2.5, step: 1.25 } as const;
/** Kept free around what is fitted in; below stands the legend. */
const margin = 24;
const legendHeight = 28;
/** Below this nothing can be read: a picture is opened no smaller, as long as nobody asks for all of it. */
const readable = 0.65;

export class Viewport {
  readonly #frame: Element;
  readonly #moved: (view: View) => void;
  #size: FrameSize | undefined;
  #view: View = { x: margin, y: margin, zoom: 1 };

  /** @param moved told each time, with the view as it is from then on */
  constructor(frame: Element, moved: (view: View) => void) {
    this.#frame = frame;
    this.#moved = moved;
  }

  get view(): View {
    return this.#view;
  }

  /** Of the frame, in pixels; measured once, since each measuring has the whole page laid out. */
  get size(): FrameSize {
    this.#size ??= this.#frame.getBoundingClientRect();
    return this.#size;
  }

  /** The frame has another size now. */
  resized(): void {
    this.#size = undefined;
  }

  set(view: View): void {
    this.#view = view;
    this.#moved(view);
  }

  pan(right: number, down: number): void {
    const { x, y, zoom } = this.#view;
    this.set({ x: x + right, y: y + down, zoom });
  }

  /** Zooms by a factor; what is at the point stays there. The point counts from the frame's corner; the middle when not given. */
  zoomBy(factor: number, at?: { readonly x: number; readonly y: number }): void {
    const { width, height } = this.size;
    const { x: left = width / 2, y: top = height / 2 } = at ?? {};
    const { x, y, zoom } = this.#view;
    const next = Math.min(zooms.most, Math.max(zooms.least, zoom * factor));
    const scale = next / zoom;
    this.set({ x: left - (left - x) * scale, y: top - (top - y) * scale, zoom: next });
  }

  /** One step nearer or farther. */
  zoomStep(direction: 1 | -1): void {
    this.zoomBy(zooms.step ** direction);
  }

  /** All of it, in the middle, at most in its own size. */
  fit(box: Box): void {
    this.#fit(box, this.#room(box));
  }

  /** All of it where it can be read then; else what is to be seen first in the middle, or its beginning. */
  open(box: Box, first: Box | undefined): void {
    const room = this.#room(box);
    this.#fit(box, Math.max(readable, room));
    if (first !== undefined && room < readable) this.center(first);
  }

  /** How far it can be zoomed and be on the screen as a whole. */
  #room(box: Box): number {
    const { width, height } = this.#free;
    return Math.max(zooms.least, Math.min(1, (width - 2 * margin) / box.width, (height - 2 * margin) / box.height));
  }

  #fit(box: Box, zoom: number): void {
    const { width, height } = this.#free;
    const place = (space: number, length: number) => Math.max(margin, (space - length * zoom) / 2);
    this.set({ x: place(width, box.width) - box.x * zoom, y: place(height, box.height) - box.y * zoom, zoom });
  }

  get #free() {
    const { width, height } = this.size;
    return { width, height: height - legendHeight };
  }

  /** Pans as little as is needed to have all of it on the screen. */
  bringIn(box: Box): void {
    const { x, y, zoom } = this.#view;
    const { width, height } = this.size;
    const shift = (from: number, length: number, space: number) => {
      if (from < margin) return margin - from;
      return from + length > space - margin ? Math.max(margin - from, space - margin - from - length) : 0;
    };
    const right = shift(x + box.x * zoom, box.width * zoom, width);
    const down = shift(y + box.y * zoom, box.height * zoom, height);
    if (right !== 0 || down !== 0) this.pan(right, down);
  }

  /** Whether all of it is on the screen. */
  holds(box: Box): boolean {
    const { x, y, zoom } = this.#view;
    const { width, height } = this.size;
    const [left, top] = [x + box.x * zoom, y + box.y * zoom];
    return left >= 0 && top >= 0 && left + box.width * zoom <= width && top + box.height * zoom <= height;
  }

  /** Has it on the screen and large enough to be read: in the middle, unless it is so already. */
  show(box: Box): void {
    if (this.#view.zoom < readable || !this.holds(box)) this.center(box);
  }

  /** Puts the middle of it in the middle, near enough to be read. */
  center(box: Box): void {
    const { width, height } = this.size;
    const zoom = Math.max(this.#view.zoom, readable);
    this.set({
      x: width / 2 - (box.x + box.width / 2) * zoom,
      y: height / 2 - (box.y + box.height / 2) * zoom,
      zoom,
    });
  }
}
