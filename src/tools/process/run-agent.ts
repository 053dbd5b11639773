/** One fresh Codex process on one criterion, with a kubeconfig of the verified context alone. */
import { join } from 'node:path';
import type { ReadTask } from '../../backlog/read/read-task.ts';
import { guardContext, writeScopedKubeconfig } from '../../cluster/context-guard.ts';
import { claimJsonSchema } from '../../codex/claim.ts';
import { type CodexOutcome, type CodexRequest, runCodex } from '../../codex/exec.ts';
import { criterionPrompt } from '../../codex/prompt.ts';
import type { CodexStart } from '../../codex/start.ts';
import { transcriptLines } from '../../codex/transcript.ts';
import { watchAgent } from './agent-watch.ts';
import { commandVariables } from './command-variables.ts';
import { criterionBody } from './criterion-body.ts';
import { activityOf, reportCriterion } from './progress.ts';
import { type PlacedCriterion, type Run, RunStopped } from './run.ts';
import { isLimited, largerCount } from './token-limits.ts';

export interface ClusterEnvironment {
  /** The verified context; undefined when the task has no cluster. */
  readonly context: string | undefined;
  /** What the agent's commands, and checks, get in their environment. */
  readonly variables: Readonly<Record<string, string>>;
}

/** Checks the context anew. @throws RunStopped when it is not the one that belongs to the repository */
export async function clusterEnvironment(
  run: Pick<Run, 'cluster' | 'runFolder' | 'scratchFolder' | 'settings'>,
): Promise<ClusterEnvironment> {
  const kubeconfig = join(run.runFolder, 'kubeconfig');
  const verdict = run.cluster === undefined ? undefined : await guardContext(run.cluster);
  if (verdict?.status === 'blocked') throw new RunStopped(verdict.message, 'cluster');
  if (verdict?.status !== 'ok' || run.cluster === undefined) {
    // A path where no file is: kubectl then knows no cluster, not even the user's current one.
    return { context: undefined, variables: commandVariables(run, join(run.runFolder, 'no-cluster')) };
  }
  await writeScopedKubeconfig(run.cluster, verdict.context, kubeconfig);
  return { context: verdict.context, variables: commandVariables(run, kubeconfig) };
}

/**
 * Starts the agent ahead: it has no prompt yet, and does nothing. Where tokens are limited none is started: each has a
 * counter of its own.
 */
export function startAgent(run: Run, cluster: ClusterEnvironment): void {
  if (isLimited(run.settings)) return;
  run.standby.start(codexStart(run, cluster));
}

function codexStart(run: Run, cluster: ClusterEnvironment): CodexStart {
  const { settings } = run;
  return {
    binary: run.codexBinary,
    outputSchema: claimJsonSchema(),
    cwd: run.repository.root,
    writableFolders: run.related.map(({ repository }) => repository.root),
    runFolder: run.runFolder,
    env: run.codexEnv,
    config: settings.codexConfig,
    ...(settings.model === undefined ? {} : { model: settings.model }),
    ...(settings.profile === undefined ? {} : { profile: settings.profile }),
    network: settings.network,
    disabledServers: run.disabledServers,
    commandEnv: cluster.variables,
    passedEnv: settings.passEnvironment,
    marker: run.marker,
  };
}

/** Runs the agent to its end and streams what it does. @throws the signal's reason when cancelled */
export async function runAgent(
  run: Run,
  snapshot: ReadTask,
  placed: PlacedCriterion,
  previousFailure: string | undefined,
  cluster: ClusterEnvironment,
): Promise<CodexOutcome> {
  const { context } = run;
  const { criterion } = placed;
  const isLast = placed.done + 1 === placed.total;
  const attempt = previousFailure === undefined ? 1 : 2;
  reportCriterion(run, placed, attempt);
  const title = `${run.itemId}, criterion ${placed.index + 1} of ${placed.total}, try ${attempt}`;
  context.log('codex', 'info', `── ${title}: ${criterion.text}`);
  const watch = await watchAgent(run, placed);
  const start = codexStart(run, cluster);
  const request: CodexRequest = {
    ...start,
    env: { ...start.env, ...watch.env },
    config: [...start.config, ...watch.config],
    standby: run.standby,
    prompt: criterionPrompt({
      taskId: run.itemId,
      taskFile: snapshot.task.file,
      taskText: snapshot.files.find(({ file }) => file === snapshot.task.file)?.text ?? '',
      contextFiles: snapshot.context,
      criterion: criterion.text,
      criterionBody: criterionBody(snapshot, criterion),
      group: criterion.address.group,
      check: criterion.check,
      context: cluster.context,
      relatedRepositories: run.related.map(({ repository }) => repository.root),
      previousFailure,
      timeLimitSeconds: run.timeoutPerSection,
    }),
    timeoutMs: run.timeoutPerSection * 1000,
    signal: context.signal,
    early: watch.early,
    onEvent: (event) => {
      watch.see(event);
      run.transcripts.event(event);
      // The next one starts while this one ends and is judged.
      if (event.type === 'turn.completed' && !isLast) startAgent(run, cluster);
      for (const line of transcriptLines(event, run.redacted)) context.log('codex', 'info', line);
      const activity = activityOf(event, run.redacted);
      if (activity !== undefined) reportCriterion(run, placed, attempt, { activity, used: watch.used() });
    },
  };
  const outcome = await runCodex(request).finally(() => watch.close());
  return { ...outcome, tokens: largerCount(outcome.tokens, watch.used()) };
}
