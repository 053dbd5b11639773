/** Installs code-server, the real VS Code workbench and extension host as an npm package, once per clone. */
import { existsSync } from 'node:fs';
import { copyFile, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { runNpm } from './npm.ts';
import { isRunning } from './running.ts';

/** VS Code 1.139.1. */
const version = '4.139.1';
const entryPoint = join('node_modules', 'code-server', 'out', 'node', 'entry.js');

/** Written last, into the folder that is then renamed: its presence says that every step was done. */
const marker = 'done.json';

export interface CodeServerInstall {
  /** Script that Node runs. */
  readonly entry: string;
}

/** Where editors are kept: `.vscode-test` of this clone, or a folder that several clones share. */
export function editorCache(): string {
  const shared = process.env['AGENT_TOOLKIT_VSCODE_DIR'];
  return resolve(shared || join(import.meta.dirname, '..', '..', '.vscode-test'));
}

/**
 * Returns the installed code-server, after installing it when it is not there (about a minute, 620 MB). Its own
 * install script needs a compiler and Kerberos headers: the packages are installed without any script, in the three
 * places where that script would, and the two native modules that are missed get a stand-in. An interrupted install
 * leaves nothing that counts.
 * @throws Error with npm's last lines when npm fails
 */
export async function prepareCodeServer(say: (line: string) => void): Promise<CodeServerInstall> {
  const cache = editorCache();
  const home = join(cache, `code-server-${version}`);
  if (existsSync(join(home, marker))) return { entry: join(home, entryPoint) };
  await mkdir(cache, { recursive: true });
  await removeAbandoned(cache);
  const began = Date.now();
  say(`Preparing VS Code (code-server ${version} from npm, about 620 MB, once) in ${home}`);
  const partial = join(cache, `code-server-${version}.partial-${process.pid}`);
  try {
    await install(partial, say);
    await rename(partial, home).catch(async (error: unknown) => {
      // Another process was faster, or an older install without a marker is in the way.
      if (existsSync(join(home, marker))) return;
      if (!existsSync(home)) throw error;
      await rm(home, { recursive: true, force: true });
      await rename(partial, home);
    });
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
  say(`VS Code is ready after ${Math.round((Date.now() - began) / 1000)} s`);
  return { entry: join(home, entryPoint) };
}

async function install(folder: string, say: (line: string) => void): Promise<void> {
  await mkdir(folder, { recursive: true });
  const manifest = { name: 'editor-for-tests', private: true, dependencies: { 'code-server': version } };
  await writeFile(join(folder, 'package.json'), JSON.stringify(manifest));
  const vscode = join(folder, 'node_modules', 'code-server', 'lib', 'vscode');
  say('  1 of 3: code-server');
  await npmInstall(folder);
  say('  2 of 3: packages of VS Code');
  await npmInstall(vscode);
  say('  3 of 3: packages of its built-in extensions');
  await npmInstall(join(vscode, 'extensions'));
  for (const name of ['spdlog', 'native-watchdog']) {
    const standIn = join(import.meta.dirname, 'native-stand-ins', `${name}.cjs`);
    await copyFile(standIn, join(vscode, 'node_modules', '@vscode', name, 'index.js'));
  }
  await writeFile(join(folder, marker), JSON.stringify({ version }));
}

/** Folders of installs whose process has ended. */
async function removeAbandoned(cache: string): Promise<void> {
  for (const name of await readdir(cache)) {
    const pid = /^code-server-.*\.partial-(\d+)$/.exec(name)?.[1];
    if (pid !== undefined && !isRunning(Number(pid))) await rm(join(cache, name), { recursive: true, force: true });
  }
}

/** Without scripts; see prepareCodeServer. */
function npmInstall(folder: string): Promise<void> {
  return runNpm(['install', '--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], folder);
}
