/** The in-host suite in a real window of VS Code without a folder. */
import { it } from 'vitest';
import { inHostMs, inHostWindow } from '../support/in-host-window.ts';

const window = inHostWindow();

it('passes without a folder', () => window.passes({ ew: 'true' }), inHostMs);
