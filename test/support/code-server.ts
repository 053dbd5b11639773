/** A real VS Code that a browser opens: code-server as a process of its own, with folders of its own. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { endTree, runMarker } from '../../src/codex/process-tree.ts';
import { prepareCodeServer } from './code-server-install.ts';

export interface CodeServerOptions {
  /** Folder that the URL opens. */
  readonly folder: string;
  readonly userDataDir: string;
  readonly extensionsDir: string;
  /** 0, the default, is any free port. */
  readonly port?: number;
  /** Packed extension to install first. */
  readonly vsix?: string;
  /** Without it the built workbench ignores a test suite in the URL. */
  readonly smokeTestDriver?: boolean;
  /** false: Workspace Trust is on, and the folder opens in Restricted Mode without asking. Default true. */
  readonly trust?: boolean;
  /** Seconds after which a window that is gone is taken for closed. Default: that of code-server, hours. */
  readonly graceSeconds?: number;
  /** Its display language; a language pack has to be there. Default English. */
  readonly locale?: string;
  /** Settings of the user, on top of those that keep the window quiet. */
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly env?: NodeJS.ProcessEnv;
  readonly say?: (line: string) => void;
}

export interface CodeServer {
  /** Opens the folder. */
  readonly url: string;
  readonly origin: string;
  /** Ends the server and all that it and its extensions started; waits until they are gone. */
  close(): Promise<void>;
}

/** What a fresh window would show on top of what is to be seen. */
export const quietSettings = {
  'workbench.startupEditor': 'none',
  'workbench.colorTheme': 'Dark Modern',
  'workbench.tips.enabled': false,
  'window.commandCenter': false,
  'editor.minimap.enabled': false,
  'extensions.ignoreRecommendations': true,
  'extensions.autoUpdate': 'off',
  'extensions.autoCheckUpdates': false,
  'update.mode': 'none',
  'telemetry.telemetryLevel': 'off',
  'git.openRepositoryInParentFolders': 'never',
  'git.autofetch': false,
  'remote.autoForwardPorts': false,
  'chat.disableAIFeatures': true,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'security.workspace.trust.startupPrompt': 'never',
  'security.workspace.trust.banner': 'always',
};

const run = promisify(execFile);

/** Prepares VS Code when needed, installs the extension, starts the server and waits until it listens. */
export async function startCodeServer(options: CodeServerOptions): Promise<CodeServer> {
  const { entry } = await prepareCodeServer(options.say ?? console.log);
  const { userDataDir, extensionsDir } = options;
  await mkdir(extensionsDir, { recursive: true });
  await writeSettings(userDataDir, { ...quietSettings, ...options.settings });
  // Its own, or it reads and writes the user's ~/.config/code-server.
  const config = join(userDataDir, 'code-server.yaml');
  await writeFile(config, 'auth: none\ncert: false\n');
  const common = [entry, '--config', config, '--user-data-dir', userDataDir, '--extensions-dir', extensionsDir];
  const marker = randomUUID();
  // For sockets, which would stay in the temporary folder; their paths must be short.
  const runtimeDir = await mkdtemp(join(tmpdir(), 'at-'));
  const env = {
    ...cleanEnvironment({ ...process.env, ...options.env }),
    [runMarker]: marker,
    // Logs of code-server itself, which it would keep below ~/.local/share.
    XDG_DATA_HOME: join(userDataDir, 'data'),
    XDG_RUNTIME_DIR: runtimeDir,
    // No extension gallery: nothing is asked of the network.
    EXTENSIONS_GALLERY: '{}',
  };
  const args = ['--auth', 'none', '--bind-addr', `127.0.0.1:${options.port ?? 0}`, '--disable-telemetry'];
  args.push('--disable-update-check', '--disable-getting-started-override', '--ignore-last-opened');
  if (options.graceSeconds !== undefined) args.push('--reconnection-grace-time', String(options.graceSeconds));
  if (options.locale !== undefined) args.push('--locale', options.locale);
  if (options.trust !== false) args.push('--disable-workspace-trust');
  if (options.smokeTestDriver) args.push('--vscode-option', 'enable-smoke-test-driver');
  let child: ChildProcess | undefined;
  const close = async () => {
    const left = child?.pid === undefined ? [] : await endTree({ root: child.pid, marker, graceMs: 5000 });
    await rm(runtimeDir, { recursive: true, force: true });
    if (left.length > 0) throw new Error(`processes of the editor could not be ended: ${left.join(', ')}`);
  };
  try {
    if (options.vsix !== undefined) {
      await run(process.execPath, [...common, '--force', '--install-extension', options.vsix], { env });
    }
    child = spawn(process.execPath, [...common, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    const origin = await untilListening(child);
    // Slashes stay: people read this address.
    const folder = encodeURIComponent(options.folder).replaceAll('%2F', '/');
    return { origin, url: `${origin}/?folder=${folder}`, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Writes settings where VS Code reads them: the user's, and a server's own, from which alone it takes paths of programs. */
export async function writeSettings(userDataDir: string, settings: Readonly<Record<string, unknown>>): Promise<void> {
  for (const level of ['User', 'Machine']) {
    await mkdir(join(userDataDir, level), { recursive: true });
    await writeFile(join(userDataDir, level, 'settings.json'), JSON.stringify(settings, null, 2));
  }
}

/** A terminal of VS Code hands its own variables down, and they make a new server believe that it is a client. */
function cleanEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(env).filter(([name]) => !/^(VSCODE_|ELECTRON_|CODE_SERVER_|CS_|NODE_OPTIONS$|PORT$)/.test(name)),
  );
}

/** @returns the origin that the server prints when it listens */
function untilListening(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = '';
    const read = (text: string) => {
      output = (output + text).slice(-8000);
      const origin = /server listening on (http:\/\/[\d.]+:\d+)/.exec(output)?.[1];
      if (origin !== undefined) resolve(origin);
    };
    child.stdout?.setEncoding('utf8').on('data', read);
    child.stderr?.setEncoding('utf8').on('data', read);
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`code-server ended (exit code ${code}):\n${output.trim()}`)));
  });
}
