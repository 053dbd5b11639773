/** Writes our server into the user's Codex configuration, and takes it out again. */
import { mkdir, rm, rmdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { createFileAtomic, writeFileAtomic } from '../../backlog/edit/write.ts';
import { CodexUnusable, findCodex, mcpServers } from '../../codex/locate.ts';
import { findSection } from '../../codex/server-section/find-section.ts';
import { entryLines, type ServerEntry, serverName } from '../../codex/server-section/server-entry.ts';
import { TomlError } from '../../codex/toml/toml-error.ts';
import { InputError } from '../../tools/input-error.ts';
import { type CodexConfiguration, readCodexConfiguration, recordFile } from './codex-configuration.ts';
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
 * Does it. Codex is asked afterwards whether it reads the file as it is meant to be read; if not, it is as before.
 * @returns what there is to add for a person, as whole sentences
 * @throws InputError, FileWriteError; the file is as it was then
 */
export async function carryOut(installation: Installation, env: NodeJS.ProcessEnv): Promise<string[]> {
  const { kind, configuration, before, after, baseline, codexPath, file } = installation;
  const { target, hasFolder } = configuration;
  const note = recordFile(configuration);
  const earlier = await readRecord(note);
  if (before === after) return [];
  if (kind === 'install') {
    await mkdir(dirname(target), { recursive: true, mode: 0o700 });
    await writeRecord(note, { before: baseline, after: after ?? '', madeFolder: earlier?.madeFolder ?? !hasFolder });
  }
  await replace(target, after, before);
  const doubt = await askCodex(env, codexPath, target, findSection(after ?? '').values !== undefined);
  if (doubt?.isFault === true) {
    await replace(target, before, after);
    if (earlier !== undefined) await writeRecord(note, earlier);
    else await rm(note, { force: true });
    throw new InputError(`${file} is as it was, since Codex would not read it with the change: ${doubt.text}`);
  }
  if (kind === 'undo') {
    await rm(note, { force: true });
    // Codex may have put other files there since.
    if (earlier?.madeFolder === true) await rmdir(dirname(target)).catch(() => {});
  }
  return doubt === undefined ? [] : [doubt.text];
}

async function replace(target: string, text: string | undefined, expected: string | undefined): Promise<void> {
  if (text === undefined) return rm(target, { force: true });
  if (expected === undefined) return createFileAtomic(target, text);
  return writeFileAtomic(target, text, expected);
}

async function askCodex(env: NodeJS.ProcessEnv, codexPath: string | undefined, target: string, isThere: boolean) {
  const binary = await findCodex(codexPath, env);
  if (binary === undefined) {
    const text = 'Codex was not found on PATH, so it was not asked whether it reads the file.';
    return { isFault: false, text };
  }
  try {
    const servers = await mcpServers({ binary, env, cwd: dirname(target), config: [] });
    if (servers.includes(serverName) === isThere) return undefined;
    return { isFault: true, text: `\`codex mcp list\` shows ${servers.join(', ') || 'no server'}.` };
  } catch (error) {
    if (!(error instanceof CodexUnusable)) throw error;
    return { isFault: true, text: error.message };
  }
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
