/**
 * Whether a command exits with 0. It only looks: it runs in Codex' sandbox with the repository read-only, so that a check
 * needs no lock, takes nothing for its own that somebody saves meanwhile, and has nothing to put back.
 */
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CommandProbe } from '../../backlog/until/probe.ts';
import { guardContext, writeScopedKubeconfig } from '../../cluster/context-guard.ts';
import type { ClusterAccess } from '../../cluster/request.ts';
import { runCheck } from '../../codex/check-command.ts';
import { findCodex } from '../../codex/locate.ts';
import { commandVariables, copyHelmRepositories } from '../process/command-variables.ts';
import { removeScratch } from '../process/run-folders.ts';
import type { Settings } from '../settings.ts';
import { whyNoCommands } from '../verify/why-no-commands.ts';
import { isTrue, notYet, type ProbeAnswer } from './answer.ts';

export interface CommandStage {
  /** Real path of the work tree. */
  readonly root: string;
  readonly settings: Settings;
  readonly access: ClusterAccess;
  /** Whether somebody asked for the check; one that comes by itself runs nothing that a repository states. */
  readonly runsCommands: boolean;
  /** Longest time of the command; milliseconds. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/** @throws the signal's reason */
export async function probeCommand({ command }: CommandProbe, stage: CommandStage): Promise<ProbeAnswer> {
  const { root, settings, access, runsCommands, timeoutMs, signal } = stage;
  const name = `\`${command}\``;
  const barred = runsCommands ? whyNoCommands(settings, true) : 'this check leaves commands out';
  if (barred !== undefined) return notYet(`${name} was not run: ${barred}`);
  const binary = await findCodex(settings.codexPath, process.env);
  if (binary === undefined)
    return notYet(`${name} was not run: the Codex CLI, in whose sandbox it runs, was not found`);
  const guard = await guardContext(access);
  if (guard.status === 'blocked') return notYet(`${name} was not run: ${guard.message}`);
  const scratchFolder = await mkdtemp(join(tmpdir(), 'agent-toolkit-'));
  try {
    await copyHelmRepositories(scratchFolder, process.env);
    // Where no cluster is configured no file is there: kubectl then knows none.
    const kubeconfig = join(scratchFolder, 'kubeconfig');
    if (guard.status === 'ok') await writeScopedKubeconfig(access, guard.context, kubeconfig);
    const { passed, ended, output } = await runCheck({
      ...{ binary, command, cwd: root, scratchFolder, timeoutMs, signal },
      env: process.env,
      commandEnv: commandVariables({ scratchFolder, settings }, kubeconfig),
      network: settings.network,
    });
    const last = output.split('\n').at(-1) ?? '';
    return passed ? isTrue(`${name} ${ended}`) : notYet(`${name} ${ended}${last === '' ? '' : `: ${last}`}`);
  } finally {
    await removeScratch(scratchFolder);
  }
}
