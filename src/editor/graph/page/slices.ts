/** Work in small pieces, between which the page is drawn and answers. */

/** Beyond this a press waits longer than people notice; the editor's page lays out and draws after it, which takes as long again. */
const sliceMs = 12;

/** @returns settled when all of it is done: at once where it is little */
export async function inSlices(pieces: Iterable<() => void>): Promise<void> {
  let began = performance.now();
  for (const piece of pieces) {
    if (performance.now() - began > sliceMs) {
      await nextFrame();
      began = performance.now();
    }
    piece();
  }
}

/** After the page was drawn. */
function nextFrame(): Promise<void> {
  return new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
}
