/** The Task Queue as a tree of values, without the editor: repositories, groups, tasks, and what a task opens into. */
import * as l10n from './l10n.ts';
import type {
  CriterionEntry,
  CriterionState,
  GroupName,
  QueueState,
  RepositoryQueue,
  TaskEntry,
} from './queue-entries.ts';
import { taskKey } from './queue-entries.ts';
import { groupOf, groupsOf, type TaskGroup } from './queue-groups.ts';
import { pageOf } from './queue-pages.ts';
import type { RunOutcome, RunState, Verification } from './run-state.ts';

interface NodeBase {
  readonly repository: RepositoryQueue;
  /** Unique in the tree, and the same after each reading of the files. */
  readonly id: string;
  readonly parent?: QueueNode;
}

export interface RepositoryNode extends NodeBase {
  readonly kind: 'repository';
}

export interface GroupNode extends NodeBase {
  readonly kind: 'group';
  readonly group: TaskGroup;
}

/** Stands for the rows of a group that are not shown yet. */
export interface MoreNode extends NodeBase {
  readonly kind: 'more';
  readonly shown: number;
  readonly total: number;
  readonly parent: GroupNode;
}

export interface TaskNode extends NodeBase {
  readonly kind: 'task';
  readonly group: GroupName;
  readonly task: TaskEntry;
  readonly parent: GroupNode;
  readonly run?: RunState;
  readonly outcome?: RunOutcome;
  readonly verification?: Verification;
}

/** A task by itself, in no group: whatever the tree is told to show. */
export type SingleTask = Omit<TaskNode, 'parent'>;

/** A heading below which criteria stand. */
export interface SectionNode extends NodeBase {
  readonly kind: 'section';
  readonly title: string;
  readonly parent: TaskNode;
  readonly criteria: readonly CriterionEntry[];
}

export interface CriterionNode extends NodeBase {
  readonly kind: 'criterion';
  readonly task: TaskNode;
  readonly criterion: CriterionEntry;
  readonly state: CriterionState;
}

export interface BlockerNode extends NodeBase {
  readonly kind: 'blocker';
  readonly blocker: string;
  /** Title of the task or human action; undefined when there is none of that id. */
  readonly title: string | undefined;
  /** When that is done by itself, in words. */
  readonly until?: string;
  readonly parent: TaskNode;
}

export interface VerificationNode extends NodeBase {
  readonly kind: 'verification';
  readonly verification: Verification;
  readonly parent: TaskNode;
}

/** That the files could not be read, or that something is wrong in them. */
export interface NoteNode extends NodeBase {
  readonly kind: 'note';
  readonly text: string;
  readonly details: readonly string[];
  /** What a press does where it does not show the log. */
  readonly does?: 'makeGit';
}

export type QueueNode =
  | RepositoryNode
  | GroupNode
  | TaskNode
  | MoreNode
  | SectionNode
  | CriterionNode
  | BlockerNode
  | VerificationNode
  | NoteNode;

/** The roots: the groups of the only repository, else a node for each repository. */
export function rootNodes(state: QueueState): QueueNode[] {
  const [only, ...others] = state.repositories;
  if (only !== undefined && others.length === 0) return groupNodes(only, state, undefined);
  return state.repositories.map((repository) => ({ kind: 'repository', repository, id: repository.root }));
}

export function childNodes(node: QueueNode, state: QueueState): QueueNode[] {
  switch (node.kind) {
    case 'repository':
      return groupNodes(node.repository, state, node);
    case 'group':
      return groupRows(node, state);
    case 'task':
      return [...blockerNodes(node), ...criteriaNodes(node, node, node.task.criteria), ...verificationNodes(node)];
    case 'section':
      return node.criteria.map((criterion) => criterionNode(node, node.parent, criterion));
    case 'criterion':
      return node.criterion.children.map((criterion) => criterionNode(node, node.task, criterion));
    case 'more':
    case 'blocker':
    case 'verification':
    case 'note':
      return [];
  }
}

/** The node of a task, with its parents, as the tree has it now. */
export function findTask(state: QueueState, root: string, file: string): TaskNode | undefined {
  const tops = rootNodes(state).filter((node) => node.repository.root === root);
  for (const group of tops.flatMap((node) => (node.kind === 'repository' ? childNodes(node, state) : [node]))) {
    if (group.kind !== 'group') continue;
    const task = group.group.tasks.find((candidate) => candidate.file === file);
    if (task !== undefined) return taskNode(group, task, state);
  }
  return undefined;
}

function groupNodes(repository: RepositoryQueue, state: QueueState, parent: RepositoryNode | undefined): QueueNode[] {
  const below = parent === undefined ? {} : { parent };
  if (repository.error !== undefined) {
    return [
      { kind: 'note', repository, id: `${repository.root}|error`, text: repository.error, details: [], ...below },
    ];
  }
  const running = new Set(state.runs.filter((run) => run.repository === repository.root).map((run) => run.itemId));
  return [
    ...gitNodes(repository, below),
    ...groupsOf(repository, running, state.options).map((group): GroupNode => {
      return { kind: 'group', repository, id: `${repository.root}|${group.key}`, group, ...below };
    }),
    ...warningNodes(repository, below),
  ];
}

/** The first rows of a group; what follows them is shown when asked for. */
function groupRows(parent: GroupNode, state: QueueState): QueueNode[] {
  const { repository, id, group } = parent;
  const total = group.tasks.length;
  const shown = pageOf(state.pages, id, total);
  const rows: QueueNode[] = group.tasks.slice(0, shown).map((task) => taskNode(parent, task, state));
  return shown === total ? rows : [...rows, { kind: 'more', repository, id: `${id}|more`, parent, shown, total }];
}

/** Told where people look before they run anything, not when a run begins. */
function gitNodes(repository: RepositoryQueue, below: { readonly parent?: QueueNode }): NoteNode[] {
  // Where there are no tasks, the welcome text tells it.
  if (repository.noGit === undefined || repository.tasks.length === 0) return [];
  const details = [l10n.t('Nothing can be run: work is kept in commits. Press to make it a git repository.')];
  const id = `${repository.root}|noGit`;
  return [{ kind: 'note', repository, id, text: l10n.t('No git repository'), details, does: 'makeGit', ...below }];
}

function warningNodes(repository: RepositoryQueue, below: { readonly parent?: QueueNode }): NoteNode[] {
  const { warnings: details, root } = repository;
  if (details.length === 0) return [];
  const text = details.length === 1 ? l10n.t('1 warning') : l10n.t`${details.length} warnings`;
  return [{ kind: 'note', repository, id: `${root}|warnings`, text, details, ...below }];
}

function taskNode(parent: GroupNode, task: TaskEntry, state: QueueState): TaskNode {
  const { repository, group } = parent;
  const node = { ...singleTask(repository, task, state), parent };
  // A task stands below each of its labels.
  return group.key.startsWith(l10n.t('label '))
    ? { ...node, id: `${repository.root}|${group.key}|${task.file}` }
    : node;
}

/** A task with its run, and how the last ones ended. */
export function singleTask(repository: RepositoryQueue, task: TaskEntry, state: QueueState): SingleTask {
  const key = taskKey(repository.root, task.id);
  const run = state.runs.find((candidate) => candidate.repository === repository.root && candidate.itemId === task.id);
  const isRunning = run !== undefined && task.state !== 'completed';
  const outcome = state.outcomes.get(key);
  const verification = state.verifications.get(key);
  return {
    ...{ kind: 'task', repository, id: `${repository.root}|${task.file}`, task },
    group: groupOf(task, new Set(isRunning ? [task.id] : [])),
    ...(isRunning ? { run } : {}),
    ...(outcome === undefined ? {} : { outcome }),
    ...(verification === undefined ? {} : { verification }),
  };
}

/** Criteria without a heading first, then a section for each heading, in file order. */
function criteriaNodes(parent: TaskNode, task: TaskNode, criteria: readonly CriterionEntry[]): QueueNode[] {
  const sections = new Map<string, CriterionEntry[]>();
  for (const criterion of criteria) {
    const title = criterion.address.group.join(' › ');
    sections.set(title, [...(sections.get(title) ?? []), criterion]);
  }
  return [...sections].flatMap(([title, entries]): QueueNode[] => {
    if (title === '') return entries.map((criterion) => criterionNode(parent, task, criterion));
    const { repository } = task;
    return [{ kind: 'section', repository, id: `${task.id}|#${title}`, title, parent: task, criteria: entries }];
  });
}

function criterionNode(parent: QueueNode, task: TaskNode, criterion: CriterionEntry): CriterionNode {
  const { group, ordinal } = criterion.address;
  const id = `${task.id}|${group.join(' › ')}|${ordinal}`;
  const state = criterionState(criterion, task.run, task.outcome);
  return { kind: 'criterion', repository: task.repository, id, parent, task, criterion, state };
}

/** What the file says, unless the criterion is in work or ended the last run. */
export function criterionState(
  criterion: CriterionEntry,
  run: RunState | undefined,
  outcome: RunOutcome | undefined,
): CriterionState {
  if (criterion.state !== 'open') return criterion.state;
  if (run !== undefined) return run.criterion !== undefined && run.criterion === criterion.index ? 'running' : 'open';
  return outcome?.failedCriterion === criterion.text ? 'failed' : 'open';
}

function blockerNodes(parent: TaskNode): QueueNode[] {
  if (parent.task.state !== 'blocked') return [];
  const { repository } = parent;
  return parent.task.blockedBy.map((blocker) => {
    const title = [...repository.tasks, ...repository.actions].find(({ id }) => id === blocker)?.title;
    const until = repository.actions.find(({ id }) => id === blocker)?.until || undefined;
    const node = {
      kind: 'blocker',
      repository,
      id: `${parent.id}|blocker ${blocker}`,
      blocker,
      title,
      parent,
    } as const;
    return until === undefined ? node : { ...node, until };
  });
}

function verificationNodes(parent: TaskNode): QueueNode[] {
  const { repository, verification } = parent;
  if (verification === undefined) return [];
  return [{ kind: 'verification', repository, id: `${parent.id}|verification`, verification, parent }];
}
