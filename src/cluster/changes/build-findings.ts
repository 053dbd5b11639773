/** What the builds of changed kustomizations came to. Pure. */
import type { Findings } from '../findings.ts';
import type { Check, Failure } from '../verification.ts';

/** One folder, or a Kustomization of Flux, as it was built at the commit that is verified. */
export interface ChangedBuild {
  readonly name: string;
  /** `unfinished`: the time was up. */
  readonly ending: 'built' | 'failed' | 'unfinished';
  /** Objects that it comes to. */
  readonly objects: number;
  /** Why it does not build, or why Flux would not take what it comes to; one sentence each. */
  readonly problems: readonly string[];
  /** Whether it was the same, in the same words, before the first commit of the task. */
  readonly wasSo: boolean;
  readonly notes: readonly string[];
}

const name = 'Kustomize build';

/** A row each; one that was not built in time blocks. That something builds is no proof of the cluster. @param tool for the evidence: `kustomize build` */
export function buildFindings(builds: readonly ChangedBuild[], tool: string, durationMs: number): Findings {
  const isBad = ({ problems }: ChangedBuild) => problems.length > 0;
  const ended = builds.filter((build) => !isUnfinished(build));
  const good = ended.filter((build) => !isBad(build)).length;
  const counts = `${good} of ${ended.length} changed kustomization${ended.length === 1 ? ' builds' : 's build'}`;
  return {
    checks: builds.map((build) => rowOf(build, tool, durationMs)),
    failures: [
      ...builds.filter(isBad).map((build) => failureOf(build, tool)),
      ...builds.filter(isUnfinished).map(unfinishedFailure),
    ],
    warnings: [
      ...builds.flatMap(({ notes }) => notes.map((note) => `${note}.`)),
      ...builds.filter((build) => isBad(build) && build.wasSo).map(oldWarning),
    ],
    ...(ended.length === 0 ? {} : { counts }),
    isUnread: builds.some(isUnfinished),
    isSupporting: true,
  };
}

function isUnfinished({ ending, problems }: ChangedBuild): boolean {
  return ending === 'unfinished' && problems.length === 0;
}

function unfinishedFailure({ name: object }: ChangedBuild): Failure {
  const advice = {
    cause: 'The time of the verification was up before it was built, so whether it builds is not known.',
    remedy: 'Verify again, with a longer time-out.',
  };
  return { check: name, object, reason: 'NotBuilt', message: 'was not built in time', ...advice, scope: 'external' };
}

function oldWarning({ name: folder }: ChangedBuild): string {
  return `${folder} did not build before the task either, in the same words.`;
}

function rowOf(build: ChangedBuild, tool: string, durationMs: number): Check {
  const { ending, objects, problems, wasSo } = build;
  const [actual, status] =
    problems.length > 0
      ? [problems.join(' '), wasSo ? ('warn' as const) : ('fail' as const)]
      : ending === 'unfinished'
        ? ['not built in time', 'skipped' as const]
        : [`builds: ${objects} object${objects === 1 ? '' : 's'}`, 'pass' as const];
  return {
    ...{ name, object: build.name, asked: 'Does it build?', expected: 'builds', actual, status },
    evidence: `${tool}: ${actual}`,
    duration_ms: durationMs,
  };
}

function failureOf({ name: object, ending, problems, wasSo }: ChangedBuild, tool: string): Failure {
  const isBuilt = ending === 'built';
  return {
    check: name,
    object,
    reason: isBuilt ? 'SubstitutionFailed' : 'BuildFailed',
    message: problems.join(' '),
    cause: isBuilt
      ? 'The post-build substitution of Flux refuses what the kustomization comes to.'
      : 'A file that the kustomization names is missing or wrong.',
    remedy: `Run \`${tool}\` on it in the repository, and mend what it tells.`,
    scope: wasSo ? 'external' : 'task',
  };
}
