/** What a person does after `init`, in order. Pure. */
import { configFile, firstTask } from './starter-files.ts';

export interface Standing {
  readonly root: string;
  readonly isGit: boolean;
  /** Whether there is a commit yet. */
  readonly hasHead: boolean;
  /** Paths that were made and are in no commit. */
  readonly uncommitted: readonly string[];
  /** Whether a kube context is recorded now. */
  readonly hasContext: boolean;
  /** Whether the first task was made. */
  readonly madeTask: boolean;
  readonly dryRun: boolean;
}

/** Sentences and commands; what needs git comes first, since no task can be worked on without it. */
export function nextSteps(standing: Standing): string[] {
  const { isGit, hasHead, uncommitted, hasContext, madeTask, dryRun } = standing;
  if (dryRun) return ['Run agent-toolkit init without --dry-run to make them.'];
  const files = uncommitted.map(quoted).join(' ');
  const commit = files === '' ? '' : `git add -- ${files} && git commit -m 'Begin with tasks'`;
  const only = commit === '' || !hasHead ? commit : `${commit} -- ${files}`;
  const begun = isGit ? only : ['git init', commit].filter((part) => part !== '').join(' && ');
  const context = `Name the kube context of this repository as cluster_context in ${configFile}, or let a run ask you.`;
  return [
    ...(begun === '' ? [] : [`Commit: ${begun}`]),
    ...(hasContext ? [] : [context]),
    'See what is missing: agent-toolkit doctor',
    madeTask ? `Try the first task: agent-toolkit process ${firstTask}` : 'See what is ready: agent-toolkit scan',
  ];
}

function quoted(text: string): string {
  return /^[\w./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
