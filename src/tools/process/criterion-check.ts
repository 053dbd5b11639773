/** The `check:` of a criterion. */
import { type CheckResult, runCheck } from '../../codex/check-command.ts';
import type { Verdict } from '../../codex/judge.ts';
import { putCheckBack } from './check-effects.ts';
import { stopOnMovedHead } from './head-guard.ts';
import { stopOnInnerWork } from './inner-guard.ts';
import type { PlacedCriterion, Run } from './run.ts';
import { stopOnChangedSetup } from './setup-guard.ts';
import type { Works } from './works.ts';

/** Runs the criterion's own check after the agent's claim was found true; what the check changes is put back. */
export async function withCheck(
  run: Run,
  placed: PlacedCriterion,
  verdict: Verdict,
  commandEnv: Readonly<Record<string, string>>,
  works: Works,
): Promise<Verdict> {
  const { check } = placed.criterion;
  if (verdict.verdict !== 'proven' || check === undefined) return verdict;
  if (!run.settings.trusted) {
    const reason = `The criterion has a check (\`${check}\`), and this repository is not trusted to run it.`;
    return { verdict: 'blocked', reason };
  }
  const request = { check, commandEnv, timeoutMs: run.timeoutPerSection * 1000 };
  const result = await runOwnCheck(run, request, works);
  run.context.log('codex', result.passed ? 'info' : 'warning', result.reason);
  return result.passed ? verdict : { verdict: 'failed', reason: result.reason };
}

/** How long a check may take before the work begins, in milliseconds. */
const beforeMs = 10_000;

/**
 * Whether the criterion's own check passes before anything is done for it: then it does not prove what is done. One that
 * takes longer than a moment, or may not run, counts as not passed.
 */
export async function passesBefore(
  run: Run,
  { criterion: { check } }: PlacedCriterion,
  commandEnv: Readonly<Record<string, string>>,
  works: Works,
): Promise<boolean> {
  if (check === undefined || !run.settings.trusted) return false;
  const timeoutMs = Math.min(beforeMs, run.timeoutPerSection * 1000);
  return (await runOwnCheck(run, { check, commandEnv, timeoutMs }, works)).passed;
}

interface OwnCheck {
  readonly check: string;
  readonly commandEnv: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
}

/** Runs the check; what it changes is put back. @throws RunStopped where it changed what steers git or the engine */
async function runOwnCheck(run: Run, { check, commandEnv, timeoutMs }: OwnCheck, works: Works): Promise<CheckResult> {
  const before = await works.each(async (one) => (await one.work.look()).tree);
  const result = await runCheck({
    binary: run.codexBinary,
    command: check,
    cwd: run.repository.root,
    writableFolders: run.related.map(({ repository }) => repository.root),
    env: process.env,
    commandEnv,
    network: run.settings.network,
    marker: run.marker,
    timeoutMs,
    signal: run.context.signal,
  });
  await works.each((one) => stopOnChangedSetup(one.run, one.work));
  await works.each((one) => stopOnMovedHead(one.run, one.work));
  for (const [index, one] of works.all.entries()) {
    await putCheckBack(one.run, before[index] ?? one.work.baseline.tree, one.work);
  }
  // It may have changed what lies in another repository.
  await works.each((one) => stopOnInnerWork(one.work));
  return result;
}
