/** The in-host suite in a real window of VS Code, on a folder that is trusted. */
import { it } from 'vitest';
import { inHostMs, inHostWindow } from '../support/in-host-window.ts';

const window = inHostWindow();

it('passes in a trusted folder', () => window.passes({ folder: window.demo.repository }), inHostMs);
