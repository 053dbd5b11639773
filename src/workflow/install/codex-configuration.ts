/** The user's Codex configuration as it is on disk. */
import { readFile, realpath, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { createFileAtomic, writeFileAtomic } from '../../backlog/edit/write.ts';
import { InputError } from '../../tools/input-error.ts';
import { isThere } from '../../tools/is-there.ts';

export interface CodexConfiguration {
  /** As the user knows it. */
  readonly file: string;
  /** What is behind links. */
  readonly target: string;
  /** Undefined where there is no file. */
  readonly text: string | undefined;
  /** Whether there is a folder for it. */
  readonly hasFolder: boolean;
}

/** @throws InputError naming the file, when it cannot be read or is no text */
export async function readCodexConfiguration(env: NodeJS.ProcessEnv): Promise<CodexConfiguration> {
  const folder = resolve(env['CODEX_HOME'] || join(env['HOME'] || homedir(), '.codex'));
  const file = join(folder, 'config.toml');
  const [target, hasFolder] = await Promise.all([realPlace(file), isThere(folder)]);
  if (target === undefined) {
    const real = hasFolder ? await realpath(folder) : folder;
    return { file, target: join(real, 'config.toml'), text: undefined, hasFolder };
  }
  const bytes = await readFile(target).catch((error: NodeJS.ErrnoException) => {
    throw new InputError(`${file} cannot be read (${error.code ?? error.message}). Mend that, then try again.`);
  });
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    return { file, target, text, hasFolder };
  } catch {
    throw new InputError(`${file} is not valid UTF-8. Save it as UTF-8, then try again.`);
  }
}

/**
 * Writes the file, makes it, or removes it where `text` is undefined.
 * @param expected what it has to hold; undefined where it must not be there
 * @throws FileWriteError when it holds something else by now, or cannot be written
 */
export async function replaceConfiguration(
  target: string,
  text: string | undefined,
  expected: string | undefined,
): Promise<void> {
  if (expected === undefined) return text === undefined ? undefined : createFileAtomic(target, text);
  // The same text first: that refuses what was changed since.
  await writeFileAtomic(target, text ?? expected, expected);
  if (text === undefined) await rm(target);
}

/** Our own note of what the file was before and after, beside it. */
export function recordFile({ target }: CodexConfiguration): string {
  return join(dirname(target), 'agent-toolkit-install.json');
}

/** Undefined where there is nothing. @throws InputError for a link to nothing */
async function realPlace(file: string): Promise<string | undefined> {
  const real = await realpath(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw new InputError(`${file} cannot be read (${error.code ?? error.message}). Mend that, then try again.`);
  });
  if (real === undefined && (await isThere(file))) {
    throw new InputError(
      `${file} is a link to a file that is not there. Make that file, or remove the link, then try again.`,
    );
  }
  return real;
}
