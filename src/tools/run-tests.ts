/** run_tests: verifies a task on the cluster. Reads only. */
import { leaves } from '../backlog/parse/criteria.ts';
import { readVerify } from '../backlog/parse/field-values.ts';
import { findTask, lookupMessage } from '../backlog/queue/find-task.ts';
import { readBacklog } from '../backlog/read/read.ts';
import type { Task, VerifyScope } from '../backlog/task.ts';
import { blockedByGuard } from '../cluster/blocked.ts';
import { causesOf } from '../cluster/cause/causes.ts';
import { commandFindings, isUnsafe } from '../cluster/command-outcome.ts';
import { withFindings } from '../cluster/findings.ts';
import { verificationReport } from '../cluster/report.ts';
import { defaultPatience, type Patience, type VerificationScope } from '../cluster/request.ts';
import { emptySummary, type Verification } from '../cluster/verification.ts';
import { verifyCluster } from '../cluster/verify.ts';
import { redact } from '../codex/redact.ts';
import { readRepositoryConfig } from '../session/repository-config.ts';
import { clusterAccess } from './cluster-access.ts';
import type { ToolInput, ToolResult } from './contract.ts';
import { InputError } from './input-error.ts';
import { readParameters } from './parameters.ts';
import type { CommandRunner } from './process/verify-commands.ts';
import { openRepository } from './repository-path.ts';
import type { Settings } from './settings.ts';
import { taskBody } from './task-body.ts';
import type { ToolContext } from './toolbox.ts';

type Result = ToolResult<'run_tests'>;

/**
 * Verifies what the task's `verify:` states, else what `verify` of .agent-config.json does, else the namespaces that
 * the task's text names, else the whole cluster, as warnings only.
 *
 * The result says which of four things happened, and `passed` is true for one of them only:
 * passed (success, passed); failed (neither), with all failures; blocked (neither): a cluster is configured and it is
 * not certain that it may be looked at, or what the scope names may not be read; nothing_to_verify (success, not
 * passed): the task says `verify: none`, or neither cluster nor URL is configured, or the scope is empty, or nothing is
 * named and the cluster as a whole is not all healthy. success tells that the call did
 * what it can, passed that something was looked at and found good, so that nobody takes "unverified" for "verified".
 * @param patience how long things may take; tests shorten it
 * @param runCommands runs the commands of the scope, when the cluster has been looked at; without it they are skipped:
 *   a verification by itself only reads
 * @throws InputError for an unknown item or repository; the signal's reason when cancelled
 */
export async function runTests(
  input: ToolInput<'run_tests'>,
  settings: Settings,
  context: ToolContext,
  patience: Patience = defaultPatience,
  runCommands?: CommandRunner,
): Promise<Result> {
  const start = Date.now();
  const params = readParameters('run_tests', input);
  context.signal.throwIfAborted();
  const { root } = await openRepository(params.repo_path);
  const lookup = findTask(await readBacklog(root), params.work_item_id);
  if (lookup.kind !== 'found') throw new InputError(lookupMessage(lookup, params.work_item_id));
  const { task } = lookup;
  const config = await readRepositoryConfig(root);
  const common = readVerify(config.verify);
  const stated = task.verify ?? common.scope;
  const access = clusterAccess(settings, config);
  const onProgress = (message: string) => reportProgress(context, task, message);
  const looked =
    stated === 'none'
      ? switchedOff()
      : await verifyCluster(
          {
            access,
            ...(stated === undefined ? {} : { scope: scopeOf(stated, runCommands !== undefined) }),
            text: await taskBody(root, task),
            addressRequired: task.labels.includes('networking'),
            timeoutMs: params.timeout * 1000,
          },
          { onProgress },
          context.signal,
          patience,
        );
  const commands = stated === undefined || stated === 'none' ? [] : stated.commands;
  let verification = looked;
  if (commands.length > 0 && runCommands !== undefined && !isUnsafe(looked)) {
    const timeoutMs = start + params.timeout * 1000 - Date.now();
    const ran = await runCommands({ commands, cluster: access, timeoutMs, signal: context.signal, onProgress });
    verification = 'blocked' in ran ? blockedByGuard(ran.blocked) : withFindings(looked, commandFindings(ran.runs));
  }
  const warnings = [...config.warnings, ...common.faults.map((fault) => `.agent-config.json: ${fault}`)];
  if (params.create_bugs) {
    warnings.push(
      'create_bugs was asked for; this version does not create bug items yet. The failures name what to do.',
    );
  }
  const shown = redacted({ ...verification, warnings: [...warnings, ...verification.warnings] });
  context.log('verification', levelOf(shown), verificationReport(task.id, shown));
  return resultOf(shown);
}

function resultOf(verification: Verification): Result {
  const { overall, context, checks, failures, warnings, summary, message } = verification;
  return {
    success: overall === 'passed' || overall === 'nothing_to_verify',
    passed: overall === 'passed',
    overall_status: overall,
    summary: { ...summary },
    failures: [...failures],
    causes: causesOf(verification).map((cause) => ({ ...cause, explains: [...cause.explains] })),
    issues_created: [],
    checks: [...checks],
    warnings: [...warnings],
    message,
    context: context ?? null,
  };
}

const commandsNotRun = 'commands are run at the end of process alone, since a verification by itself only reads';

/** What this version does not look at is told, so that a pass does not seem to cover it. */
export function scopeOf(stated: Exclude<VerifyScope, 'none'>, areCommandsRun: boolean): VerificationScope {
  const { namespaces, workloads, services, urls, commands, images = [], flux = [] } = stated;
  const unchecked = [
    ...(areCommandsRun ? [] : commands).map((written) => ({ written, reason: commandsNotRun })),
    ...images.map((written) => ({ written, reason: 'images in registries are not looked at' })),
    ...flux.map((written) => ({ written, reason: 'Flux objects are not judged' })),
  ];
  return { namespaces, workloads, services, urls, unchecked };
}

function switchedOff(): Verification {
  const message = 'The task switches its verification off (verify: none).';
  const none = { summary: emptySummary, checks: [], failures: [], context: undefined };
  return { overall: 'nothing_to_verify', ...none, warnings: [`Unverified: ${message}`], message };
}

function reportProgress(context: ToolContext, task: Task, message: string): void {
  const criteria = leaves(task.criteria);
  const done = criteria.filter(({ state }) => state !== 'open').length;
  context.progress({ itemId: task.id, stage: 'verifying', done, total: criteria.length, message: redact(message) });
}

/** Messages come from the cluster, from plugins and from addresses; none of them may show a secret. */
function redacted(verification: Verification): Verification {
  return JSON.parse(JSON.stringify(verification), (_key, value: unknown) =>
    typeof value === 'string' ? redact(value) : value,
  ) as Verification;
}

function levelOf({ overall }: Verification): 'info' | 'warning' | 'error' {
  if (overall === 'passed') return 'info';
  return overall === 'nothing_to_verify' ? 'warning' : 'error';
}
