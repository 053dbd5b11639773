/** Entry of the worker: lays out what the page sends, so that the page answers meanwhile. */
import { layOut } from '../layout.ts';
import type { LayoutRequest } from './layouts.ts';

addEventListener('message', ({ data: [keys, edges, aspect] }: MessageEvent<LayoutRequest>) =>
  postMessage(layOut(keys, edges, aspect)),
);
