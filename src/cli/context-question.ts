import { guardContext } from '../cluster/context-guard.ts';
import { readKubeconfig } from '../cluster/kubeconfig.ts';
import { readRepositoryConfig } from '../session/repository-config.ts';
import { recordClusterContext, stateFile } from '../session/state.ts';
import { openRepository } from '../tools/repository-path.ts';
import { ask } from './ask.ts';
import type { CliHost } from './cli-host.ts';
import type { CliOptions } from './cli-options.ts';
import { printable } from './printable.ts';

/**
 * Where no kube context is recorded for the repository, asks the person at the terminal whether the current one is
 * its own, and records a yes. Asks nobody when there is nobody: then the tool is blocked, and says why.
 */
export async function offerContext(host: CliHost, options: CliOptions): Promise<void> {
  if (!host.stdin.isTTY || !host.stderr.isTTY || options.settings.context !== undefined) return;
  const { root } = await openRepository(options.repoPath);
  if ((await readRepositoryConfig(root)).clusterContext !== undefined) return;
  const { kubeconfig } = options.settings;
  const access = { env: host.env, ...(kubeconfig === undefined ? {} : { kubeconfig }) };
  if ((await guardContext(access)).status !== 'blocked') return;
  const current = await readKubeconfig(access).then(
    (found) => found?.currentContext,
    () => undefined, // the guard has said why, and the tool will say it again
  );
  if (current === undefined) return;
  const verdict = await guardContext({ ...access, context: current });
  if (verdict.status !== 'ok') return;
  const question = `No kube context is recorded for this repository. Use ${printable(current)} (${printable(verdict.server)}) for it from now on? [y/N] `;
  if (!(await ask(host, question))) return;
  await recordClusterContext(root, current);
  host.stderr.write(`Recorded in ${stateFile}.\n`);
}
