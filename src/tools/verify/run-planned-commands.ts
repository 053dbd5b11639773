/** The commands of a plan and its lint script, run when the cluster has been looked at. */
import type { Task } from '../../backlog/task.ts';
import { blockedByGuard, blockedByRepository } from '../../cluster/blocked.ts';
import { type CheckPlan, plannedCheck } from '../../cluster/check-plan.ts';
import { commandFindings, isUnsafe } from '../../cluster/command-outcome.ts';
import { withFindings } from '../../cluster/findings.ts';
import { lintFindings } from '../../cluster/lint-outcome.ts';
import type { Verification } from '../../cluster/verification.ts';
import type { Repository } from '../../git/repository.ts';
import { recoverRuns } from '../process/recover.ts';
import { RunStopped } from '../process/run.ts';
import {
  type CommandRunner,
  type CommandsOutcome,
  type CommandsRequest,
  commandRunner,
} from '../process/verify-commands.ts';
import { lockRepository } from '../repository-lock.ts';
import type { Settings } from '../settings.ts';
import type { ToolContext } from '../toolbox.ts';

/** Adds what they say. Nothing is run where it is not certain that the cluster may be looked at. @throws the signal's reason */
export async function runPlannedCommands(
  plan: CheckPlan,
  looked: Verification,
  runCommands: CommandRunner,
  request: Omit<CommandsRequest, 'commands'>,
): Promise<Verification> {
  const commands = plannedCheck(plan, 'commands')?.objects ?? [];
  const lint = plannedCheck(plan, 'lint')?.objects ?? [];
  if (commands.length + lint.length === 0 || isUnsafe(looked)) return looked;
  const ran = await runCommands({ ...request, commands: [...commands, ...lint] });
  if ('blocked' in ran) {
    return ran.by === 'cluster' ? blockedByGuard(ran.blocked) : blockedByRepository(looked, ran.blocked);
  }
  const [own, linted] = [ran.runs.slice(0, commands.length), ran.runs.slice(commands.length)];
  const verified = own.length === 0 ? looked : withFindings(looked, commandFindings(own));
  return linted.length === 0 ? verified : withFindings(verified, lintFindings(linted));
}

/**
 * A runner for a verification by itself, where nobody holds the lock of the repository: while somebody works on it,
 * nothing is run.
 * @param warnings takes what is told of files that commands changed
 */
export function lockingRunner(
  repository: Repository,
  task: Task,
  settings: Settings,
  context: ToolContext,
  warnings: string[],
): CommandRunner {
  return async (request) => {
    const skipped = (actual: string): CommandsOutcome => ({
      runs: request.commands.map((command) => ({ command, status: 'skipped', actual, output: '', durationMs: 0 })),
    });
    const lock = await lockRepository(repository.commonDir, task.id, request.signal);
    if (lock.status === 'busy') {
      return skipped(`process ${lock.holder.pid} works on ${lock.holder.itemId} in this repository`);
    }
    try {
      const recovered = await recoverRuns({ repository, settings, context, itemId: task.id });
      warnings.push(...recovered.warnings);
      return await commandRunner(repository, task, settings, { leftovers: [], warnings })(request);
    } catch (error) {
      if (error instanceof RunStopped) return skipped(error.message);
      throw error;
    } finally {
      await lock.release();
    }
  };
}
