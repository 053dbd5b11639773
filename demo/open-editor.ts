/** Opens the demo in an editor: VS Code in the browser, or the desktop's VS Code where that cannot run. */
import { execFile, spawn } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startCodeServer, writeSettings } from '../test/support/code-server.ts';
import type { Demo } from './demo.ts';
import { packExtension } from './pack-extension.ts';

const run = promisify(execFile);

export interface OpenEditor {
  /** Where it is, for people. */
  readonly where: string;
  close(): Promise<void>;
}

export interface EditorRequest {
  /** 0 is any free port. */
  readonly port: number;
  /** Whether a browser window is to be opened. */
  readonly open: boolean;
}

/** In the browser; where code-server does not run (Windows) or cannot be installed, in the desktop's VS Code. */
export async function openEditor(demo: Demo, request: EditorRequest): Promise<OpenEditor> {
  const vsix = await packExtension(join(demo.folder, 'agent-toolkit.vsix'));
  if (process.platform === 'win32') return openDesktop(demo, vsix);
  const isTested = process.platform === 'linux' && process.arch === 'x64';
  const editor = await openInBrowser(demo, vsix, request).catch((error: unknown) => {
    if (isTested) throw error;
    console.log(
      `VS Code for the browser does not start on this system: ${error instanceof Error ? error.message : error}`,
    );
    return openDesktop(demo, vsix);
  });
  return editor;
}

async function openInBrowser(demo: Demo, vsix: string, request: EditorRequest): Promise<OpenEditor> {
  const editor = await startCodeServer({
    folder: demo.repository,
    userDataDir: demo.userDataDir,
    extensionsDir: demo.extensionsDir,
    port: request.port,
    vsix,
    settings: demo.settings,
    env: demo.env,
  });
  if (request.open) openBrowser(editor.url);
  return { where: editor.url, close: editor.close };
}

/** Desktop VS Code gets folders of its own, so that nothing of the user's is touched. */
async function openDesktop(demo: Demo, vsix: string): Promise<OpenEditor> {
  await writeSettings(demo.userDataDir, { ...demo.settings, 'security.workspace.trust.enabled': false });
  const own = ['--user-data-dir', quoted(demo.userDataDir), '--extensions-dir', quoted(demo.extensionsDir)];
  const byHand = `install ${vsix} in VS Code ("Install from VSIX") and open ${demo.repository}, or press F5 in this repository`;
  try {
    // code is a .cmd there, which only a shell starts; every argument is a path that was made here.
    const options = { shell: true } as const;
    await run('code', [...own, '--install-extension', quoted(vsix)], options);
    await run('code', [...own, '--new-window', quoted(demo.repository)], options);
    return { where: `the window of VS Code that has opened (else: ${byHand})`, close: () => Promise.resolve() };
  } catch {
    return { where: byHand, close: () => Promise.resolve() };
  }
}

function quoted(path: string): string {
  return `"${path}"`;
}

/** Where there is a desktop; the address is printed in any case. */
function openBrowser(url: string): void {
  const hasDisplay = process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY'];
  if (process.platform === 'linux' && !hasDisplay) return;
  const opener = process.platform === 'darwin' ? 'open' : 'xdg-open';
  const child = spawn(opener, [url], { stdio: 'ignore', detached: true });
  child.on('error', () => console.log(`${opener} is not there; open the address yourself.`));
  child.unref();
}
