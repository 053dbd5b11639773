/**
 * The contract of the five tools: names, parameters, defaults and results, once.
 * Server schemas, client types, command-line flags and tests come from here.
 */
import { z } from 'zod';

const seconds = (fallback: number) => z.number().int().min(1).max(86_400).default(fallback);
const repositoryPath = (what: string) =>
  z.string().min(1, "It is empty. Name the repository's folder by its absolute path.").describe(what);

/** Why a queued item is not ready. */
export const blockedReasonSchema = z.enum(['action', 'dependency', 'human', 'status', 'cycle', 'stop', 'attempts']);

const queueItemSchema = z.object({
  item_id: z.string(),
  title: z.string(),
  priority: z.enum(['critical', 'high', 'medium', 'low']),
  status: z.enum(['ready', 'blocked']),
  blocked_reason: blockedReasonSchema.optional(),
  blocked_by: z.array(z.string()).optional(),
  /** One sentence for people: why the item is where it is. */
  explanation: z.string(),
  folder: z.string(),
  /** Path below the repository root, with forward slashes. */
  file: z.string(),
  labels: z.array(z.string()),
  criteria_total: z.number().int(),
  criteria_open: z.number().int(),
});

export const humanActionSchema = z.object({
  action_id: z.string(),
  title: z.string(),
  status: z.string(),
  urgency: z.enum(['critical', 'high', 'medium', 'low']),
  effective_urgency: z.enum(['critical', 'high', 'medium', 'low']),
  blocking_items: z.array(z.string()),
  file: z.string(),
});

const scanPrioritize = {
  name: 'scan_prioritize',
  title: 'Scan and prioritise',
  description:
    'Scans the task backlog of a repository and returns the priority queue, the human actions that block work, and the next action.',
  params: z.object({
    repo_path: repositoryPath('Path to the repository with the tasks folder'),
    sync_remote: z.boolean().default(true).describe('Fetch and fast-forward before scanning'),
    timeout: seconds(120).describe('Seconds'),
  }),
  result: z.object({
    success: z.boolean(),
    priority_queue: z.array(queueItemSchema),
    human_actions_required: z.array(humanActionSchema),
    summary: z.object({ total: z.number().int(), ready: z.number().int(), blocked: z.number().int() }),
    next_action: z.object({ item_id: z.string(), reason: z.string() }).nullable(),
    /** What the fast-forward brought; only where there was one. */
    fast_forward: z.object({ commits: z.number().int(), from: z.string(), to: z.string() }).optional(),
    /** True where the branch and its upstream went apart; a warning says how far. */
    went_apart: z.boolean().optional(),
    /** Archived items, for views; never part of the queue. */
    completed: z.array(z.object({ item_id: z.string(), title: z.string(), file: z.string() })),
    warnings: z.array(z.string()),
  }),
} as const;

const checkSchema = z.object({
  name: z.string(),
  /** What was looked at, for example `Deployment shop/web`. */
  object: z.string(),
  asked: z.string(),
  expected: z.string(),
  actual: z.string(),
  status: z.enum(['pass', 'fail', 'warn', 'skipped']),
  evidence: z.string(),
  duration_ms: z.number(),
});

/**
 * Of what is the task's, at the end of process_bug: broken where it failed in the same way before the run, unknown where
 * it could not be looked at then; absent otherwise, and where nothing can tell: a command has no before.
 */
const beforeSchema = z.enum(['broken', 'unknown']).optional();

const failureSchema = z.object({
  check: z.string(),
  object: z.string(),
  reason: z.string(),
  message: z.string(),
  cause: z.string(),
  remedy: z.string(),
  scope: z.enum(['task', 'external']),
  before: beforeSchema,
});

const causeSchema = z.object({
  /** The same at every verification of the same cluster; items that create_bugs opened hold it as their `Cause-Key`. */
  key: z.string(),
  /** What to look at first. */
  object: z.string(),
  reason: z.string(),
  message: z.string(),
  cause: z.string(),
  remedy: z.string(),
  scope: z.enum(['task', 'external']),
  before: beforeSchema,
  /** The other objects that fail by it. */
  explains: z.array(z.string()),
});

/** One thing that changed since a run began; null where there was or is nothing. */
const changeSchema = z.object({
  /** For example `Deployment shop/web`. */
  object: z.string(),
  /** existence: it came or went; revision: of a Flux object; warning: an event that was not there before. */
  what: z.enum(['existence', 'health', 'images', 'replicas', 'restarts', 'revision', 'warning']),
  before: z.string().nullable(),
  after: z.string().nullable(),
});

const runTests = {
  name: 'run_tests',
  title: 'Verify on the cluster',
  description:
    'Verifies a task on the cluster: pods, deployments, services with ready endpoints, Flux objects, health URLs. Only reads the cluster, unless reconcile or reset is asked for, and never changes the kube context; with create_bugs it writes bug items to the repository.',
  params: z.object({
    work_item_id: z.string().min(1).describe('Task being verified'),
    repo_path: repositoryPath('Path to the repository root'),
    create_bugs: z
      .boolean()
      .default(false)
      .describe(
        'Open a bug for each distinct root cause of the task, or add to the one that is open for it; commits them',
      ),
    timeout: seconds(300).describe('Seconds'),
    reconcile: z
      .boolean()
      .default(false)
      .describe('Ask Flux to reconcile the objects of the task now, by an annotation, and wait until it has'),
    reset: z
      .boolean()
      .default(false)
      .describe('The same, and let HelmReleases that used up their retries try once more'),
  }),
  result: z.object({
    success: z.boolean(),
    passed: z.boolean(),
    overall_status: z.enum(['passed', 'failed', 'blocked', 'nothing_to_verify']),
    summary: z.object({
      pods_healthy: z.number().int(),
      services_up: z.number().int(),
      endpoints_accessible: z.number().int(),
      pods_total: z.number().int(),
      services_total: z.number().int(),
      endpoints_total: z.number().int(),
      deployments_healthy: z.number().int(),
      deployments_total: z.number().int(),
    }),
    failures: z.array(failureSchema),
    /** The failures by root cause, those of the task first; each failure stands in at least one. */
    causes: z.array(causeSchema),
    /** With create_bugs: ids of the items that were opened, one for each root cause of the task that had none. */
    issues_created: z.array(z.string()),
    /** With create_bugs: ids of open items that had the same root cause and got a line that it was seen again. */
    issues_updated: z.array(z.string()),
    checks: z.array(checkSchema),
    warnings: z.array(z.string()),
    /** At the end of process_bug, what changed in the scope since the run began; absent where nothing was compared. */
    changes: z.array(changeSchema).optional(),
    /** One sentence for people. */
    message: z.string(),
    /** The kube context that was looked at; null when none was. */
    context: z.string().nullable(),
  }),
} as const;

const subTaskSchema = z.object({
  title: z.string(),
  /** Markdown. */
  description: z.string(),
  /** Texts; the `check:` lines of the criteria go along only where the item is created here. */
  acceptance_criteria: z.array(z.string()),
  /** The heading that stands above the criteria in the task; null where none does. */
  group: z.string().nullable(),
  /** Whether it has to wait for the one before it. */
  depends_on_previous: z.boolean(),
  /** Whether a person has to split its criterion before anybody works on it. */
  needs_person: z.boolean(),
  /** Null while it is only proposed. */
  item_id: z.string().nullable(),
});

/** What taking commits back came to in one repository. */
const repositoryRollbackSchema = z.object({
  /** `planned`: a dry run. `refused`: nothing was changed, and the message says why and what to do. */
  status: z.enum(['done', 'planned', 'refused']),
  /** One sentence for people. */
  message: z.string(),
  /** The commits that are taken back, newest first. */
  reverted: z.array(z.object({ sha: z.string(), subject: z.string(), criterion: z.string().nullable() })),
  /** Paths that the rollback changes, the task's own files among them. */
  paths: z.array(z.string()),
  /** The one commit that takes them back; null unless done. */
  commit: z.object({ sha: z.string(), subject: z.string() }).nullable(),
  pushed: z.boolean(),
  /** Whether the upstream branch still has what was rolled back: Flux goes on with it. */
  push_pending: z.boolean(),
  /** With the push policy pullRequest: its address, else that of the page to open it on, or what to do. */
  pull_request: z.string().nullable(),
});

/** What taking the changes of runs back came to; `agent-toolkit rollback --json` prints it. */
const rollbackSchema = repositoryRollbackSchema.extend({
  item_id: z.string(),
  /** Ids of the runs. */
  runs: z.array(z.string()),
  /** Whether an upstream branch, of a related repository too, still has what was rolled back. */
  push_pending: z.boolean(),
  /** The same in related repositories that have commits of the runs: each of them as a whole, or not at all. */
  related: z.array(repositoryRollbackSchema.extend({ repository: z.string() })),
  /** What git cannot take back, one sentence each: a person checks it by hand. */
  check_by_hand: z.array(z.string()),
  warnings: z.array(z.string()),
});

const processBug = {
  name: 'process_bug',
  title: 'Process a task',
  description:
    'Works through the open acceptance criteria of one task, a fresh Codex process and one commit for each, then verifies on the cluster. Call it once per task; it returns when the task is done or stopped.',
  params: z.object({
    item_id: z.string().min(1).describe('Task identifier, for example TASK-001'),
    repo_path: repositoryPath('Path to the repository root'),
    max_iterations: z.number().int().min(1).max(1000).default(20).describe('Most criteria processed in this call'),
    timeout_per_section: seconds(300).describe('Seconds for one criterion'),
    verification_timeout: seconds(600).describe('Seconds for the verification at the end'),
    decompose: z
      .enum(['propose', 'create'])
      .default('propose')
      .describe('When the task is too large: propose sub-tasks, or create them and let the task wait for them'),
    again: z
      .boolean()
      .default(false)
      .describe('Try a criterion again at which three runs failed; only when a person has asked for it'),
    rollback: z
      .enum(['offer', 'auto'])
      .default('offer')
      .describe(
        'When the verification fails by this task and its commits were pushed: say how to take them back, or do it',
      ),
    step: z
      .boolean()
      .default(false)
      .describe('Pause after each try at a criterion and let a person decide; only for clients that can be asked'),
    criteria: z
      .array(z.union([z.number().int().min(1), z.string().min(1)]))
      .max(1000)
      .default([])
      .describe(
        'Work on these criteria alone: places among all of the task, from 1, or texts. Default: all that are open',
      ),
  }),
  result: z.object({
    /** `partial`: what was asked for is done, or the caller said stop, and criteria are open. */
    status: z.enum(['complete', 'tests_failed', 'needs_decomposition', 'error', 'partial']),
    /** Texts of the criteria finished in this call, in order. */
    sections_completed: z.array(z.string()),
    test_result: runTests.result.nullable(),
    item_id: z.string(),
    /** One sentence for people: what happened, and on failure what to do next. */
    message: z.string(),
    /** Texts of the criteria still open. */
    sections_remaining: z.array(z.string()),
    commits: z.array(
      z.object({
        sha: z.string(),
        subject: z.string(),
        criterion: z.string().nullable(),
        /** Root of the related repository that has it; absent for the repository with the task. */
        repository: z.string().optional(),
      }),
    ),
    /**
     * What ended a run with the status error: the criterion, the task (its files, its tokens' limit is `tokens`), a STOP in its
     * notes, the cluster, git, Codex, a guard of the repository, another run that holds the repository, or the agent, since a
     * person has to do something first. Null otherwise.
     */
    ended_by: z
      .enum(['criterion', 'person', 'task', 'stop', 'cluster', 'git', 'codex', 'repository', 'tokens', 'busy'])
      .nullable(),
    /** The criterion that ended the run, when one did. */
    failed_section: z.object({ criterion: z.string(), reason: z.string(), attempts: z.number().int() }).nullable(),
    /** Refs under refs/agent-toolkit/leftovers/ that keep unfinished work. */
    leftovers: z.array(z.string()),
    /** What else there is to say of the related repositories that could be changed. */
    related: z.array(
      z.object({
        /** Its root. */
        repository: z.string(),
        /** Refs there, as `leftovers`. */
        leftovers: z.array(z.string()),
        pushed: z.boolean(),
        pull_request: z.string().nullable(),
      }),
    ),
    /** What a task that needs decomposition can be taken apart into, in order; empty with any other status. */
    proposed_sub_tasks: z.array(subTaskSchema),
    /** Whether commits are at the remote: in the upstream branch, or in that of the pull request. */
    pushed: z.boolean(),
    /** With the push policy pullRequest: its address, else that of the page to open it on, or what to do. */
    pull_request: z.string().nullable(),
    /** What the rollback after a failed verification came to; null where none was tried. */
    rollback: rollbackSchema.nullable(),
    tokens: z.object({ input: z.number().int(), output: z.number().int() }),
    warnings: z.array(z.string()),
  }),
} as const;

const createWorkItem = {
  name: 'create_work_item',
  title: 'Create a work item',
  description:
    'Creates a bug, feature or human action as files of the repository, with the next free id, and commits them. Warns when a likely duplicate exists, and still creates.',
  params: z.object({
    item_type: z
      .enum(['bug', 'feature', 'human_action'])
      .describe('What it is; a human action is something that only a person can do'),
    title: z
      .string()
      .min(1, 'It is empty. Write at least one word.')
      .max(300, 'It has more than 300 characters. Shorten it, and put the rest into the description.')
      .describe('Short title, one line'),
    description: z
      .string()
      .max(1_000_000)
      .describe('Full description, as markdown. Its list below "Acceptance Criteria" becomes the criteria'),
    repo_path: repositoryPath('Path to the repository'),
    component: z.string().max(100).default('unknown').describe('System component; becomes a label'),
    priority: z.string().default('P2').describe('critical, high, medium or low, or P0 to P3'),
    auto_commit: z.boolean().default(true).describe('Commit the new files, and nothing else'),
    timeout: seconds(120).describe('Seconds'),
    folder: z
      .enum(['active', 'backlog'])
      .default('active')
      .describe('Folder below tasks/; backlog for sub-tasks and follow-ups'),
    depends_on: z.array(z.string()).max(100).default([]).describe('Ids of items that have to be done first'),
    blocks: z
      .array(z.string())
      .max(100)
      .default([])
      .describe('Ids of items that wait for this one; a human action blocks them'),
    labels: z.array(z.string().max(100)).max(50).default([]).describe('Labels besides the type and the component'),
    acceptance_criteria: z
      .array(z.string().max(2000))
      .max(200)
      .default([])
      .describe('Acceptance criteria, one text each; without them, the lists of the description give them'),
  }),
  result: z.object({
    success: z.boolean(),
    item_id: z.string(),
    /** The item's file, or its folder: the path below the repository root, with forward slashes. */
    location: z.string(),
    /** Paths below the folder that holds `location`. */
    files_created: z.array(z.string()),
    /** Which items look like this one, why, and what to do. */
    duplicate_warning: z.string().nullable(),
    warnings: z.array(z.string()),
    /** The commit of exactly these files; null when there is none, and a warning says why. */
    committed: z.string().nullable(),
  }),
} as const;

const runRetrospective = {
  name: 'run_retrospective',
  title: 'Run a retrospective',
  description:
    'Looks back at sessions and at the whole backlog: deprecates what is superseded or stale, merges duplicates, adapts priorities, opens items for failures that keep coming, and writes a report, all in one commit. With dry_run it only tells what it would do.',
  params: z.object({
    repo_path: repositoryPath('Path to the repository'),
    session_id: z
      .string()
      .min(1)
      .nullable()
      .default(null)
      .describe('Session that it is about; the last one when not given'),
    dry_run: z.boolean().default(false).describe('Only tell what would be done; nothing is changed'),
    timeout: seconds(300).describe('Seconds'),
    judge: z
      .boolean()
      .default(true)
      .describe('Let Codex judge what only reading tells, in one fresh context; without it the rules decide alone'),
  }),
  result: z.object({
    /** False where git refused the commit; all is as before then, and the summary says why. */
    success: z.boolean(),
    /** One sentence for people. */
    summary: z.string(),
    deprecations: z.array(z.string()),
    merges: z.array(z.object({ source: z.string(), target: z.string() })),
    priority_changes: z.array(z.object({ item_id: z.string(), old: z.string(), new: z.string() })),
    recommendations: z.array(z.string()),
    next_priority_item: z.object({ item_id: z.string(), reason: z.string() }).nullable(),
    /** Each change of an item with its reason; `by` is the name of a rule, or `judge`. */
    changes: z.array(
      z.object({
        /** Null for an item that a dry run would open. */
        item_id: z.string().nullable(),
        change: z.enum(['deprecated', 'merged', 'priority', 'created']),
        title: z.string(),
        reason: z.string(),
        by: z.string(),
        /** Path below the repository root after the change; that before it where nothing was changed. */
        file: z.string(),
      }),
    ),
    /** Ids of the items that were opened; empty in a dry run. */
    created: z.array(z.string()),
    /** What was proposed and does not count. */
    refused: z.array(z.object({ proposal: z.string(), by: z.string(), why: z.string() })),
    lessons: z.array(z.string()),
    /** The session that it is about; null where none has run here. */
    session_id: z.string().nullable(),
    /** Whether Codex judged; otherwise the rules decided alone, and `judge_note` says why. */
    judged: z.boolean(),
    judge_note: z.string().nullable(),
    /** Path of the report below the repository root; null where none was written. */
    report: z.string().nullable(),
    /** The report itself, as Markdown. */
    report_text: z.string(),
    committed: z.string().nullable(),
    pushed: z.boolean(),
    /** With the push policy pullRequest: its address, else that of the page to open it on, or what to do. */
    pull_request: z.string().nullable(),
    tokens: z.object({ input: z.number().int(), output: z.number().int() }),
    warnings: z.array(z.string()),
  }),
} as const;

/** All five tools, by name. */
export const contract = {
  scan_prioritize: scanPrioritize,
  process_bug: processBug,
  run_tests: runTests,
  create_work_item: createWorkItem,
  run_retrospective: runRetrospective,
} as const;

export type ToolName = keyof typeof contract;
/** What a caller may leave out has its default filled in by the tool. */
export type ToolInput<N extends ToolName> = z.input<(typeof contract)[N]['params']>;
export type ToolParams<N extends ToolName> = z.output<(typeof contract)[N]['params']>;
export type ToolResult<N extends ToolName> = z.output<(typeof contract)[N]['result']>;

/** What ended a run with an error. */
export type EndedBy = NonNullable<ToolResult<'process_bug'>['ended_by']>;
export type ProposedSubTask = z.output<typeof subTaskSchema>;
export type RollbackResult = z.output<typeof rollbackSchema>;
export type QueueItem = z.output<typeof queueItemSchema>;
export type HumanActionItem = z.output<typeof humanActionSchema>;
export type BlockedReason = z.output<typeof blockedReasonSchema>;
export type Check = z.output<typeof checkSchema>;
export type Cause = z.output<typeof causeSchema>;
export type Failure = z.output<typeof failureSchema>;
