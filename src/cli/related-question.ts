import { recordAgreement } from '../tools/related/agreements.ts';
import { findRelated } from '../tools/related/find-related.ts';
import { openRepository } from '../tools/repository-path.ts';
import { userSettingsFile } from '../tools/user-settings.ts';
import { ask } from './ask.ts';
import type { CliHost } from './cli-host.ts';
import type { CliOptions } from './cli-options.ts';
import { printable } from './printable.ts';

/**
 * Where the repository proposes related ones that the user has not agreed to, asks the person at the terminal, and
 * records a yes. Asks nobody when there is nobody: then the run goes on without them, and says so.
 * @param agreed whether the user has said yes already, by a flag
 */
export async function offerRelated(host: CliHost, options: CliOptions, agreed: boolean): Promise<void> {
  const mayAsk = host.stdin.isTTY === true && host.stderr.isTTY === true;
  if (!agreed && !mayAsk) return;
  const repository = await openRepository(options.repoPath);
  const { unagreed } = await findRelated(repository, host.env);
  if (unagreed.length === 0) return;
  const roots = unagreed.map(({ root }) => root);
  const names = roots.map((root) => `\n  ${printable(root)}`).join('');
  const question = `This repository proposes related ones, which Codex may then change, with commits of their own and pushed like it:${names}\nAgree for tasks of this repository from now on? [y/N] `;
  if (!agreed && !(await ask(host, question))) return;
  await recordAgreement(host.env, repository.root, roots);
  host.stderr.write(`Recorded in ${printable(userSettingsFile(host.env))}:${names}\n`);
}
