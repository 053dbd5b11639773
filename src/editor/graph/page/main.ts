/** Entry of the page. */
import './graph.css';
import { speak } from '../../l10n.ts';
import type { ToPage } from '../messages.ts';
import { GraphPage } from './graph-page.ts';
import { Layouts } from './layouts.ts';

const script = document.currentScript;
const { worker = '', texts = '{}' } = script instanceof HTMLScriptElement ? script.dataset : {};
speak(JSON.parse(texts), document.documentElement.lang);
const page = new GraphPage(acquireVsCodeApi(), new Layouts(worker));
window.addEventListener('message', ({ data }: MessageEvent<ToPage>) => page.receive(data));
page.start();
