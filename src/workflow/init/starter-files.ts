/** What a repository gets that is to be worked on. Pure. */
import type { NewFile } from '../../backlog/create/new-item.ts';
import { newTaskText } from '../../backlog/create/task-text.ts';
import type { Backlog } from '../../backlog/task.ts';
import { workflowDocument } from '../document/workflow-document.ts';

/** Where the workflow document lies. */
export const documentFile = 'docs/agent-workflow.md';
export const configFile = '.agent-config.json';
/** The first task of a repository that has none. */
export const firstTask = 'TASK-001';

const folders = ['active', 'backlog', 'blocked', 'completed'] as const;

export interface StarterRequest {
  /** What the repository holds already. */
  readonly backlog: Pick<Backlog, 'tasks' | 'hasTasksFolder'>;
  /** The kube context that the user names for the repository. */
  readonly context: string | undefined;
  readonly tasksPerSession: number;
  readonly failuresPerSession: number;
  readonly now: Date;
}

/** The files that a ready repository has. Where items lie in folders of their own, no second layout is begun. */
export function starterFiles(request: StarterRequest): NewFile[] {
  const { backlog, context, tasksPerSession: tasks, failuresPerSession: failures, now } = request;
  const hasItems = backlog.tasks.length > 0;
  const hasOwnLayout = hasItems && backlog.tasks.every(({ layout }) => layout !== 'gitops');
  const keepers = hasOwnLayout ? [] : folders.map((folder) => ({ path: `tasks/${folder}/.gitkeep`, text: '' }));
  return [
    ...(hasItems ? [] : [{ path: `tasks/active/${firstTask}.md`, text: firstTaskText(now) }]),
    ...keepers.filter(({ path }) => hasItems || !path.startsWith('tasks/active/')),
    { path: configFile, text: `${JSON.stringify({ cluster_context: context ?? null }, null, 2)}\n` },
    { path: documentFile, text: workflowDocument({ tasks, failures }) },
  ];
}

/** Harmless, useful, and done without a cluster: it shows that Codex, git and the check of a criterion work here. */
function firstTaskText(now: Date): string {
  const item = {
    type: 'feature',
    title: 'Describe how this repository is deployed',
    description:
      'A first task, to see the toolkit at work: it changes one file and needs no cluster. Edit it, or delete it and write your own.',
    priority: 'medium',
    labels: ['documentation'],
    ...{ dependsOn: [], blocks: [], criteria: [] },
    ownCriteria: [
      {
        text: 'docs/deployment.md says which folders hold manifests, what they deploy, and who applies them',
        ...{ group: [], children: [], checks: ['test -s docs/deployment.md'] },
      },
    ],
    verify: 'none',
  } as const;
  return newTaskText(item, firstTask, 'active', now);
}

/** The text of .gitignore with one more line, in its own line ends. */
export function withLine(text: string, line: string): string {
  const end = text.includes('\r\n') ? '\r\n' : '\n';
  return `${text}${text === '' || text.endsWith('\n') ? '' : end}${line}${end}`;
}
