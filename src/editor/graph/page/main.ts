/** Entry of the page. */
import './graph.css';
import type { ToPage } from '../messages.ts';
import { GraphPage } from './graph-page.ts';
import { Layouts } from './layouts.ts';

const script = document.currentScript;
const worker = (script instanceof HTMLScriptElement ? script.dataset['worker'] : undefined) ?? '';
const page = new GraphPage(acquireVsCodeApi(), new Layouts(worker));
window.addEventListener('message', ({ data }: MessageEvent<ToPage>) => page.receive(data));
page.start();
