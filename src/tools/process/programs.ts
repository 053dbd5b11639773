/** The programs of a run lie where the agent cannot change them: what it writes there would run outside the sandbox. */
import { realpath } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { isBelow } from '../../git/is-below.ts';
import type { Repository } from '../../git/repository.ts';
import { RunStopped } from './run.ts';

/** @throws RunStopped when Codex, Node or the toolkit itself lies in a work tree that the agent may write to */
export async function checkPrograms(
  codexBinary: string,
  repositories: readonly Pick<Repository, 'root'>[],
): Promise<void> {
  const programs = [
    { name: 'The Codex CLI', file: codexBinary, advice: 'npm install -g @openai/codex' },
    { name: 'Node', file: process.execPath, advice: 'from nodejs.org or your package manager' },
    { name: 'Agent Toolkit', file: fileURLToPath(import.meta.url), advice: 'the extension, or npm install -g' },
  ];
  for (const { name, file, advice } of programs) {
    const real = await realpath(file);
    const holder = repositories.find(({ root }) => isBelow(root, real));
    if (holder === undefined) continue;
    throw new RunStopped(
      `${name} lies in ${holder.root} (${real}), where the agent could change it. ` +
        `Use one that is installed elsewhere (${advice}), then run again.`,
      'codex',
    );
  }
}
