/** The `check:` of a criterion. */
import { runCheck } from '../../codex/check-command.ts';
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
    timeoutMs: run.timeoutPerSection * 1000,
    signal: run.context.signal,
  });
  await works.each((one) => stopOnChangedSetup(one.run, one.work));
  await works.each((one) => stopOnMovedHead(one.run, one.work));
  for (const [index, one] of works.all.entries()) {
    await putCheckBack(one.run, before[index] ?? one.work.baseline.tree, one.work);
  }
  // It may have changed what lies in another repository.
  await works.each((one) => stopOnInnerWork(one.work));
  run.context.log('codex', result.passed ? 'info' : 'warning', result.reason);
  return result.passed ? verdict : { verdict: 'failed', reason: result.reason };
}
