/** Looks at all that runs depend on, and changes nothing. */
import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { readVerify } from '../../backlog/parse/verify-field.ts';
import { readBacklog } from '../../backlog/read/read.ts';
import { readRepositoryConfig } from '../../session/repository-config.ts';
import { clusterAccess } from '../../tools/cluster-access.ts';
import { InputError, NoRepository } from '../../tools/input-error.ts';
import { checkRepository } from '../../tools/process/preflight.ts';
import { RunStopped } from '../../tools/process/run.ts';
import { openRepository } from '../../tools/repository-path.ts';
import type { Settings } from '../../tools/settings.ts';
import { checkCluster } from './check-cluster.ts';
import { checkCodex, checkSandbox } from './check-codex.ts';
import { checkRegistries, checkTasks, statedImages } from './check-work.ts';
import { type DoctorCheck, doctorChecks, type Finding, failed, fine, refused, skipped } from './finding.ts';

export interface Diagnosis {
  /** Whether nothing has failed; warnings do not count. */
  readonly healthy: boolean;
  readonly findings: readonly Finding[];
}

export interface DiagnosisRequest {
  readonly repoPath: string;
  readonly settings: Settings;
  /** For each check; they run side by side. Milliseconds, 25 000 when left out. */
  readonly timeoutMs?: number;
}

/** One finding for each check, whatever fails. @throws InputError when there is no such folder; the signal's reason */
export async function diagnose(request: DiagnosisRequest, signal: AbortSignal): Promise<Diagnosis> {
  const { settings, timeoutMs = 25_000 } = request;
  const path = resolve(request.repoPath);
  const stats = await stat(path).catch(() => undefined);
  if (stats?.isDirectory() !== true) throw new InputError(`There is no folder ${path}. Name the repository's folder.`);
  const git = openRepository(path).then(
    (repository) => ({ repository, refusal: undefined }),
    (error: unknown) => {
      if (error instanceof InputError) return { repository: undefined, refusal: error };
      throw error;
    },
  );
  const { repository, refusal } = await git;
  const root = repository?.root ?? path;
  const config = await readRepositoryConfig(root);
  const within = (checks: readonly DoctorCheck[], work: Work) => bounded(checks, work, timeoutMs, signal);
  const reading = readBacklog(root, { signal });
  const groups = await Promise.all([
    within(['git'], async () => {
      if (repository === undefined) {
        const finding = refused('git', refusal.message);
        return [refusal instanceof NoRepository ? { ...finding, lacks: 'repository' } : finding];
      }
      try {
        return [fine('git', `On ${await checkRepository(repository)}, in ${root}.`)];
      } catch (error) {
        if (error instanceof RunStopped) return [refused('git', error.message)];
        throw error;
      }
    }),
    within(['codex'], async () => [await checkCodex(root, settings)]),
    within(['sandbox'], async (limit) => [await checkSandbox(settings, limit)]),
    within(['config'], async () => [configFinding(config.warnings)]),
    within(['context', 'cluster', 'flux'], async (limit) => {
      if (readVerify(config.verify).scope === 'none') return clusterless;
      return checkCluster(clusterAccess(settings, config), limit);
    }),
    within(['registry'], async (limit) => {
      const access = { overHttp: settings.registriesOverHttp, env: process.env };
      return [await checkRegistries(statedImages(await reading, config), access, limit)];
    }),
    within(['tasks'], async () => [checkTasks(await reading)]),
  ]);
  signal.throwIfAborted();
  const findings = groups.flat().toSorted((a, b) => doctorChecks.indexOf(a.check) - doctorChecks.indexOf(b.check));
  return { healthy: findings.every(({ status }) => status !== 'failed'), findings };
}

const clusterless = (['context', 'cluster', 'flux'] as const).map((check) =>
  skipped(check, 'The repository states verify: none.'),
);

type Work = (signal: AbortSignal) => Promise<readonly Finding[]>;

/** The findings, or that there are none in time, or why: one check must not hide the others. */
async function bounded(
  checks: readonly DoctorCheck[],
  work: Work,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<readonly Finding[]> {
  const [first = 'git', ...rest] = checks;
  const others = rest.map((check) => skipped(check, 'Not known.'));
  const limit = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
  const late = new Promise<'late'>((done) => limit.addEventListener('abort', () => done('late'), { once: true }));
  try {
    const answer = await Promise.race([work(limit), late]);
    if (answer !== 'late') return answer;
  } catch (error) {
    if (!limit.aborted) return [refused(first, error instanceof Error ? error.message : String(error)), ...others];
  }
  const message = `There was no answer within ${timeoutMs / 1000} s.`;
  return [failed(first, message, 'See what holds it up, then look again.'), ...others];
}

function configFinding(warnings: readonly string[]): Finding {
  if (warnings.length === 0) return fine('config', 'What .agent-config.json and .agent-state.json say can be read.');
  return failed('config', warnings.join(' '), 'Mend the file, or remove it; it must be one JSON object.');
}
