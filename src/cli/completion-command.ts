import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { CliHost } from './cli-host.ts';
import type { CliFlags } from './cli-options.ts';
import { namesFor } from './completion-names.ts';
import { completionScripts, type Shell } from './completion-scripts.ts';
import { completionsOf } from './completions.ts';
import { type ExitCode, exitCodes } from './exit-code.ts';
import { printable, shorten } from './printable.ts';

/** Cells of a description; shells show it beside the word. */
const longest = 70;

/** `completion SHELL`: the script that the shell has to read. */
export function completionCommand(shell: Shell, { json }: CliFlags, host: CliHost): ExitCode {
  const script = completionScripts[shell];
  host.stdout.write(json === true ? `${JSON.stringify({ shell, script }, null, 2)}\n` : script);
  return exitCodes.success;
}

/**
 * `complete -- WORDS`, for those scripts: what can come next, one a line, behind a tab what it is. `:files` or `:folders` on a
 * line of its own says that the shell knows such names better. It never fails: there is nobody to tell.
 */
export async function completeCommand(program: Command, words: readonly string[], host: CliHost): Promise<ExitCode> {
  const { candidates, names, typed, prefix } = completionsOf(program, words);
  const place = { repoPath: resolve(host.cwd, typedValue('repo', words) ?? '.'), env: host.env };
  const kubeconfig = typedValue('kubeconfig', words);
  const isPath = names === 'files' || names === 'folders';
  const looked = names === undefined || isPath ? [] : await namesFor(names, { ...place, kubeconfig });
  const fitting = looked.filter(({ word }) => word.toLowerCase().startsWith(typed.toLowerCase()));
  const lines = [...candidates, ...fitting].map(({ word, description }) => {
    const said = shorten(printable(description), longest);
    return said === '' ? prefix + word : `${prefix}${word}\t${said}`;
  });
  if (isPath) lines.push(`:${names}`);
  if (lines.length > 0) host.stdout.write(`${lines.join('\n')}\n`);
  return exitCodes.success;
}

/** The value of a flag, where it was typed already. */
function typedValue(flag: string, words: readonly string[]): string | undefined {
  const before = words.slice(0, -1);
  const joined = before.find((word) => word.startsWith(`--${flag}=`))?.slice(flag.length + 3);
  const place = before.indexOf(`--${flag}`);
  return joined ?? (place === -1 ? undefined : before[place + 1]);
}
