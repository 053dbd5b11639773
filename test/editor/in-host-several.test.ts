/** The in-host suite in a real window of VS Code with several folders. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { it } from 'vitest';
import { inHostMs, inHostWindow } from '../support/in-host-window.ts';

const window = inHostWindow();

it(
  'passes with several folders, which come and go',
  () => {
    // A first folder that stays: with another one the extension host would begin anew.
    const folder = join(window.demo.folder, 'several');
    mkdirSync(join(folder, 'first'), { recursive: true });
    execFileSync('git', ['init', '--quiet', join(folder, 'first')]);
    const workspace = join(folder, 'several.code-workspace');
    writeFileSync(workspace, JSON.stringify({ folders: [{ path: 'first' }] }));
    return window.passes({ workspace });
  },
  inHostMs,
);
