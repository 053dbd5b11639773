/** The pointer on the picture: drag and wheel pan, wheel with Ctrl zooms, a press on a card opens it. */
import type { Viewport } from './viewport.ts';

export interface PointerActions {
  press(key: string): void;
  /** The pointer came to a card, or left it. */
  hover(key: string | undefined): void;
}

/** A hand is not quite still when it presses. */
const stillPixels = 4;

export function followPointer(frame: SVGSVGElement, viewport: Viewport, actions: PointerActions): void {
  let from: { readonly x: number; readonly y: number; readonly key: string | undefined } | undefined;
  let isDragged = false;
  frame.addEventListener('pointerdown', (event) => {
    if (event.button !== 0 || !event.isPrimary) return;
    from = { x: event.clientX, y: event.clientY, key: keyAt(event) };
    isDragged = false;
  });
  frame.addEventListener('pointermove', (event) => {
    if (from === undefined) return;
    if (!isDragged && Math.hypot(event.clientX - from.x, event.clientY - from.y) < stillPixels) return;
    // Captured no sooner: a press that is captured loses its card.
    if (!isDragged) frame.setPointerCapture(event.pointerId);
    isDragged = true;
    frame.classList.add('dragged');
    viewport.pan(event.clientX - from.x, event.clientY - from.y);
    from = { ...from, x: event.clientX, y: event.clientY };
  });
  const end = (event: PointerEvent): void => {
    if (from?.key !== undefined && !isDragged && event.type === 'pointerup') actions.press(from.key);
    from = undefined;
    frame.classList.remove('dragged');
  };
  frame.addEventListener('pointerup', end);
  frame.addEventListener('pointercancel', end);
  frame.addEventListener('pointerover', (event) =>
    actions.hover(isDragged && from !== undefined ? undefined : keyAt(event)),
  );
  frame.addEventListener('pointerleave', () => actions.hover(undefined));
  frame.addEventListener(
    'wheel',
    (event) => {
      event.preventDefault();
      const pixels = event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? 1 : 24;
      const [right, down] = [event.deltaX * pixels, event.deltaY * pixels];
      if (event.ctrlKey || event.metaKey) {
        const { left, top } = frame.getBoundingClientRect();
        const factor = Math.exp(-Math.max(-120, Math.min(120, down)) / 250);
        viewport.zoomBy(factor, { x: event.clientX - left, y: event.clientY - top });
      } else if (event.shiftKey && right === 0) viewport.pan(-down, 0);
      else viewport.pan(-right, -down);
    },
    { passive: false },
  );
}

/** The card that an event happened on. */
export function keyAt({ target }: Event): string | undefined {
  const card = target instanceof Element ? target.closest<SVGElement>('[data-key]') : null;
  return card?.dataset['key'];
}
