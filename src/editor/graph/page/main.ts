/** Entry of the page: what the panel tells is drawn, what a person does is told. */
import './graph.css';
import type { ToPage } from '../messages.ts';
import { GraphPage } from './graph-page.ts';

const page = new GraphPage(acquireVsCodeApi());
window.addEventListener('message', ({ data }: MessageEvent<ToPage>) => page.receive(data));
page.start();
