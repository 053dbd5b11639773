/** Writes our server into the user's Codex configuration, and takes it out again. */
import { mkdir, rm, rmdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { findCodex } from '../../codex/locate.ts';
import { findSection } from '../../codex/server-section/find-section.ts';
import { entryLines, type ServerEntry } from '../../codex/server-section/server-entry.ts';
import { TomlError } from '../../codex/toml/toml-error.ts';
import { InputError } from '../../tools/input-error.ts';
import {
  type CodexConfiguration,
  readCodexConfiguration,
  recordFile,
  replaceConfiguration,
} from './codex-configuration.ts';
import { doubtOfCodex } from './codex-doubt.ts';
import { forwardedVariables } from './forwarded-variables.ts';
import { readRecord, writeRecord } from './install-record.ts';
import { planInstall, planUndo, type TextChange } from './plan-install.ts';

export interface InstallRequest {
  readonly env: NodeJS.ProcessEnv;
  readonly entry: Omit<ServerEntry, 'envVars' | 'required'>;
  /** Further variables that the server gets. */
  readonly passed: readonly string[];
  /** The Codex that the user named. */
  readonly codexPath: string | undefined;
}

export interface Installation extends TextChange {
  readonly file: string;
  readonly kind: 'install' | 'undo';
  readonly configuration: CodexConfiguration;
  readonly codexPath: string | undefined;
}

/** What would be written; nothing is. @throws InputError naming file and line, or the Codex that is not there */
export async function prepareInstall({ env, entry, passed, codexPath }: InstallRequest): Promise<Installation> {
  if (codexPath !== undefined && (await findCodex(codexPath, env)) === undefined) {
    throw new InputError(
      `The Codex CLI at ${codexPath} is not there or cannot be run. Correct --codex or the setting agentToolkit.codexPath.`,
    );
  }
  const configuration = await readCodexConfiguration(env);
  const { file, text } = configuration;
  // What is set is not handed on.
  const envVars = forwardedVariables(text ?? '', passed).filter((name) => entry.env[name] === undefined);
  const lines = entryLines({ ...entry, envVars, required: false });
  const record = await readRecord(recordFile(configuration));
  return { kind: 'install', file, configuration, codexPath, ...naming(file, () => planInstall(text, lines, record)) };
}

/** The script that Codex starts as our server; undefined where it starts none, or one that is no script. @throws as `prepareInstall` */
export async function installedScript(env: NodeJS.ProcessEnv): Promise<string | undefined> {
  const { file, text = '' } = await readCodexConfiguration(env);
  const args = naming(file, () => findSection(text)).values?.get('args');
  const [script] = Array.isArray(args) ? args : [];
  return typeof script === 'string' ? script : undefined;
}

/** What would be taken out. @throws as `prepareInstall` */
export async function prepareUndo({
  env,
  codexPath,
}: Pick<InstallRequest, 'env' | 'codexPath'>): Promise<Installation> {
  const configuration = await readCodexConfiguration(env);
  const { file, text } = configuration;
  const record = await readRecord(recordFile(configuration));
  return { kind: 'undo', file, configuration, codexPath, ...naming(file, () => planUndo(text, record)) };
}

/**
 * Does it. Codex is asked afterwards whether it reads the file as it is meant to be read; if not, an installation is taken back.
 * @returns what there is to add for a person, as whole sentences
 * @throws InputError, FileWriteError; the file is as it was then
 */
export async function carryOut(installation: Installation, env: NodeJS.ProcessEnv): Promise<string[]> {
  const { before, after, kind } = installation;
  if (before === after) return [];
  return kind === 'install' ? install(installation, env) : undo(installation, env);
}

async function install(installation: Installation, env: NodeJS.ProcessEnv): Promise<string[]> {
  const { configuration, before, after, baseline, codexPath, file } = installation;
  const { target, hasFolder } = configuration;
  const note = recordFile(configuration);
  const earlier = await readRecord(note);
  try {
    await mkdir(dirname(target), { recursive: true, mode: 0o700 });
    await writeRecord(note, { before: baseline, after: after ?? '', madeFolder: earlier?.madeFolder ?? !hasFolder });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new InputError(
      `${file} is as it was, since ${note} cannot be written (${code ?? message}). Mend that, then try again.`,
    );
  }
  try {
    await replaceConfiguration(target, after, before);
    const doubt = await doubtOfCodex({ env, codexPath, target, isThere: true });
    if (doubt?.isFault !== true) return doubt === undefined ? [] : [doubt.text];
    await replaceConfiguration(target, before, after);
    throw new InputError(`${file} is as it was, since Codex would not read it with the change: ${doubt.text}`);
  } catch (error) {
    if (earlier !== undefined) await writeRecord(note, earlier);
    else await rm(note, { force: true });
    throw error;
  }
}

async function undo(installation: Installation, env: NodeJS.ProcessEnv): Promise<string[]> {
  const { configuration, before, after, codexPath } = installation;
  const { target } = configuration;
  const note = recordFile(configuration);
  const record = await readRecord(note);
  await replaceConfiguration(target, after, before);
  await rm(note, { force: true });
  // Codex may have put other files there since.
  if (record?.madeFolder === true) await rmdir(dirname(target)).catch(() => {});
  if (after === undefined) return [];
  const doubt = await doubtOfCodex({ env, codexPath, target, isThere: findSection(after).values !== undefined });
  return doubt?.isFault === true ? [`Codex does not read the file as it is now: ${doubt.text}`] : [];
}

function naming<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    throw new InputError(`${file}:${error.line}: ${error.message}. Mend that line, then try again.`, {
      cause: error,
    });
  }
}
