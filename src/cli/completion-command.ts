import { resolve } from 'node:path';
import type { Command } from 'commander';
import { readBacklog } from '../backlog/read/read.ts';
import { openRepository } from '../tools/repository-path.ts';
import type { CliHost } from './cli-host.ts';
import { completionScripts, type Shell } from './completion-scripts.ts';
import { completionsOf } from './completions.ts';
import { type ExitCode, exitCodes } from './exit-code.ts';

/** `completion SHELL`: the script that the shell has to read. */
export function completionCommand(shell: Shell, host: CliHost): ExitCode {
  host.stdout.write(completionScripts[shell]);
  return exitCodes.success;
}

/** `complete -- WORDS`, for those scripts: what can come next, one a line. It never fails: there is nobody to tell. */
export async function completeCommand(program: Command, words: readonly string[], host: CliHost): Promise<ExitCode> {
  const { words: found, ids } = completionsOf(program, words);
  const named = ids ? await idsOf(resolve(host.cwd, repoOf(words))) : [];
  const fitting = named.filter((id) => id.toLowerCase().startsWith((words.at(-1) ?? '').toLowerCase()));
  const lines = [...found, ...fitting];
  if (lines.length > 0) host.stdout.write(`${lines.join('\n')}\n`);
  return exitCodes.success;
}

/** The value of --repo, where it was typed. */
function repoOf(words: readonly string[]): string {
  const joined = words.find((word) => word.startsWith('--repo='))?.slice('--repo='.length);
  const place = words.indexOf('--repo');
  return joined ?? (place === -1 ? '.' : (words[place + 1] ?? '.'));
}

/** Ids of what is not archived. Others than plain words are left out: a shell would read more than a word in them. */
async function idsOf(path: string): Promise<string[]> {
  try {
    const { root } = await openRepository(path);
    const { tasks, humanActions } = await readBacklog(root, { signal: AbortSignal.timeout(2_000) });
    const open = tasks.filter(({ folder }) => folder !== 'completed' && folder !== 'deprecated');
    const ids = [...open, ...humanActions].map(({ id }) => id).filter((id) => /^\w[\w.-]*$/.test(id));
    return [...new Set(ids)].toSorted();
  } catch {
    return []; // no repository: no ids
  }
}
