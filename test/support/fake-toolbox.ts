/** A Toolbox without git, Codex or cluster, for tests of what stands above the tools. The item's id says what happens. */
import { spawn } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import type { ToolName, ToolResult } from '../../src/tools/contract.ts';
import { InputError } from '../../src/tools/input-error.ts';
import type { StepQuestion } from '../../src/tools/step-question.ts';
import type { Progress, Toolbox, ToolContext } from '../../src/tools/toolbox.ts';

export interface FakeCall {
  readonly name: ToolName;
  readonly input: unknown;
}

/** Every call that was made is added to `calls`. */
export function createFakeToolbox(calls: FakeCall[] = []): Toolbox {
  const gate = new EventEmitter();
  return {
    async scan_prioritize(input, context) {
      calls.push({ name: 'scan_prioritize', input });
      if (input.repo_path.includes('nowhere')) throw new InputError(`${input.repo_path} is not a git repository.`);
      context.signal.throwIfAborted();
      return scanResult;
    },
    async process_bug(input, context) {
      calls.push({ name: 'process_bug', input });
      return (
        (await behaviours(context, gate)[input.item_id]?.()) ??
        Promise.reject(new InputError(`${input.item_id} is no task.`))
      );
    },
    async run_tests(input, context) {
      calls.push({ name: 'run_tests', input });
      context.log('verification', 'info', 'Deployment shop/web: 1 of 2 replicas ready');
      return input.work_item_id === 'TASK-001' ? passedResult : failedResult;
    },
    async create_work_item(input) {
      calls.push({ name: 'create_work_item', input });
      if (input.title.includes('refused')) throw new InputError('Nothing was created. The disk is full.');
      if (input.auto_commit === false) return { ...createdResult, committed: null };
      return input.title.includes('again') ? { ...createdResult, ...unsureCreation } : createdResult;
    },
    async run_retrospective(input) {
      calls.push({ name: 'run_retrospective', input });
      if (input.repo_path.includes('nowhere')) throw new InputError(`${input.repo_path} is not a git repository.`);
      return input.dry_run === true ? { ...retrospectiveResult, ...dryRetrospective } : retrospectiveResult;
    },
  };
}

function behaviours(
  context: ToolContext,
  gate: EventEmitter,
): Record<string, () => Promise<ToolResult<'process_bug'>>> {
  const finish = async (result: Partial<ToolResult<'process_bug'>> = {}) => {
    for (const progress of threeCriteria) context.progress(progress);
    context.log('codex', 'info', 'exec kubectl get pods');
    context.log('log', 'debug', 'lock taken');
    return { ...completeResult, ...result };
  };
  return {
    'TASK-001': () => finish(),
    'TASK-UNVERIFIED': () => finish({ test_result: nothingResult }),
    'TASK-STOPPED': () => finish(stoppedResult),
    // Works until another call says that it is done.
    'TASK-PAUSED': async () => {
      context.progress({ ...threeCriteria[0], message: 'started' });
      await once(gate, 'open');
      return finish();
    },
    'TASK-OPEN': () => {
      gate.emit('open');
      return finish();
    },
    'TASK-NOISY': () => {
      console.log('a line from a dependency');
      return finish();
    },
    'TASK-CRASH': async () => {
      throw new TypeError('the code is wrong');
    },
    'TASK-EXIT': async () => process.exit(7),
    // Works until it is told to stop, then needs a moment to end what it has started.
    'TASK-SLOW': async () => {
      const child = spawn('sleep', ['600'], { stdio: 'ignore', detached: true });
      context.progress({ ...where, stage: 'preparing', done: 0, message: `started ${child.pid}` });
      if (!context.signal.aborted) await once(context.signal, 'abort');
      await new Promise((resolve) => setTimeout(resolve, 150));
      child.kill('SIGKILL');
      await once(child, 'exit');
      context.log('log', 'warning', 'The work was put aside.');
      throw context.signal.reason;
    },
    // Asks a person, and says what the answer was.
    'TASK-STEP': async () => {
      const answer = await (context.ask?.(stepQuestion, context.signal) ?? 'nobody can be asked');
      return finish({ status: 'partial', message: JSON.stringify(answer) });
    },
    'TASK-DEAF': () => {
      context.progress({ ...threeCriteria[0], message: 'started' });
      return new Promise(() => setTimeout(() => {}, 600_000));
    },
  };
}

export const stepQuestion: StepQuestion = {
  ...{ item_id: 'TASK-STEP', criterion: 'Raise the replica count', place: 1, total: 3, attempt: 1 },
  ...{ verdict: 'proven', reason: 'Raised.', paths: ['app.yaml'], diff: '-replicas: 1\n+replicas: 3\n', remark: null },
  evidence: [{ command: 'grep 3 app.yaml', exit_code: 0, observation: 'found' }],
  choices: ['commit', 'commit_and_stop', 'retry', 'skip', 'stop'],
};

const where = { itemId: 'TASK-001', total: 3 };
const criterion = { index: 0, text: 'Raise the replica count', attempt: 1 };
export const threeCriteria: readonly [Progress, ...Progress[]] = [
  { ...where, stage: 'criterion', done: 0, criterion, message: 'Criterion 1 of 3: Raise the replica count' },
  { ...where, stage: 'criterion', done: 0, criterion, message: 'Criterion 1 of 3: Raise the replica count' },
  { ...where, stage: 'committing', done: 1, message: 'Committing' },
  { ...where, stage: 'verifying', done: 3, message: 'Verifying on the cluster' },
];

const summary = {
  pods_healthy: 3,
  pods_total: 3,
  services_up: 2,
  services_total: 2,
  endpoints_accessible: 1,
  endpoints_total: 1,
  deployments_healthy: 1,
  deployments_total: 1,
};

export const passedResult: ToolResult<'run_tests'> = {
  success: true,
  passed: true,
  overall_status: 'passed',
  summary,
  failures: [],
  causes: [],
  issues_created: [],
  issues_updated: [],
  checks: [],
  warnings: [],
  message: 'All 7 checks passed.',
  context: 'kind-shop',
};

export const failedResult: ToolResult<'run_tests'> = {
  ...passedResult,
  success: false,
  passed: false,
  overall_status: 'failed',
  summary: { ...summary, pods_healthy: 2 },
  failures: [
    {
      check: 'pods',
      object: 'Pod shop/web-6d5f',
      reason: 'ImagePullBackOff',
      message: 'Back-off pulling image "shop/web:9.9.9"',
      cause: 'The registry has no image with this tag.',
      remedy: 'Push the image, or set a tag that exists.',
      scope: 'task',
    },
  ],
  causes: [
    {
      key: '3f9a1c2b7d4e',
      object: 'Deployment shop/web',
      reason: 'ImagePullBackOff',
      message: 'Back-off pulling image "shop/web:9.9.9"',
      cause: 'The registry has no image with this tag.',
      remedy: 'Push the image, or set a tag that exists.',
      scope: 'task',
      explains: ['Pod shop/web-6d5f'],
    },
  ],
  message: '1 of 7 checks failed.',
};

export const nothingResult: ToolResult<'run_tests'> = {
  ...passedResult,
  success: false,
  passed: false,
  overall_status: 'nothing_to_verify',
  warnings: ['No cluster is configured: the task is unverified.'],
  message: 'Nothing to verify against.',
  context: null,
};

export const completeResult: ToolResult<'process_bug'> = {
  status: 'complete',
  sections_completed: ['Raise the replica count', 'Set a limit', 'Add a probe'],
  test_result: passedResult,
  item_id: 'TASK-001',
  message: 'All 3 criteria are done and verified.',
  sections_remaining: [],
  commits: [
    {
      sha: '1111111111111111111111111111111111111111',
      subject: 'feat(TASK-001): Raise the replica count',
      criterion: 'Raise the replica count',
    },
  ],
  failed_section: null,
  leftovers: [],
  related: [],
  proposed_sub_tasks: [],
  pushed: true,
  pull_request: null,
  rollback: null,
  ended_by: null,
  tokens: { input: 1200, output: 340 },
  warnings: [],
};

const stoppedResult: Partial<ToolResult<'process_bug'>> = {
  status: 'error',
  ended_by: 'criterion',
  sections_completed: ['Raise the replica count'],
  sections_remaining: ['Set a limit', 'Add a probe'],
  test_result: null,
  message: 'Criterion 2 failed twice. Read the transcript, mend the cause and process the task again.',
  failed_section: { criterion: 'Set a limit', reason: 'kubectl apply: the object is invalid', attempts: 2 },
  leftovers: ['refs/agent-toolkit/leftovers/TASK-001-20260131-140500'],
};

export const createdResult: ToolResult<'create_work_item'> = {
  success: true,
  item_id: 'TASK-016',
  location: 'tasks/active/TASK-016.md',
  files_created: ['TASK-016.md'],
  duplicate_warning: null,
  warnings: [],
  committed: '2222222222222222222222222222222222222222',
};

const unsureCreation: Partial<ToolResult<'create_work_item'>> = {
  duplicate_warning:
    'Looks like TASK-012 "Flux is stuck" (open): same words "flux", "stuck". If they are about the same, merge them.',
  warnings: ['The item is there and was not committed. A merge is in progress. When it has ended: git add …'],
  committed: null,
};

export const retrospectiveResult: ToolResult<'run_retrospective'> = {
  success: true,
  summary: 'The session of 2026-01-31: 1 of 2 tasks done, verified; 1 stopped. Of 9 open items, 4 items changed.',
  deprecations: ['TASK-002'],
  merges: [{ source: 'TASK-004', target: 'TASK-003' }],
  priority_changes: [{ item_id: 'TASK-007', old: 'medium', new: 'high' }],
  recommendations: ['TASK-008 depends on TASK-099, which no file holds. Correct the id, or add the task.'],
  next_priority_item: { item_id: 'TASK-006', reason: 'Highest priority ready task' },
  changes: [
    {
      ...{ item_id: 'TASK-010', change: 'created', title: 'Recurring failure: the registry is silent' },
      ...{ reason: 'The same failure came 3 times', by: 'repeated-failure', file: 'tasks/backlog/TASK-010.md' },
    },
    {
      ...{ item_id: 'TASK-007', change: 'priority', title: 'Renew the certificate' },
      ...{ reason: 'TASK-006 waits for it and is high', by: 'rising', file: 'tasks/active/TASK-007.md' },
    },
    {
      ...{ item_id: 'TASK-004', change: 'merged', title: 'Pushes are refused' },
      ...{ reason: 'Same work as TASK-003', by: 'judge', file: 'tasks/completed/TASK-004.md' },
    },
    {
      ...{ item_id: 'TASK-002', change: 'deprecated', title: 'Old ingress' },
      ...{ reason: 'TASK-009 took its place', by: 'superseded', file: 'tasks/deprecated/TASK-002.md' },
    },
  ],
  created: ['TASK-010'],
  refused: [{ proposal: 'Deprecate TASK-001', by: 'judge', why: 'TASK-001 is in work.' }],
  lessons: ['The registry should be watched.'],
  session_id: '1a2b3c4d-0000-4000-8000-000000000000',
  judged: true,
  judge_note: null,
  report: 'docs/retrospectives/retrospective-2026-01-31-1405.md',
  report_text: '# Retrospective',
  committed: '3333333333333333333333333333333333333333',
  pushed: true,
  pull_request: null,
  tokens: { input: 900, output: 80 },
  warnings: [],
};

const dryRetrospective: Partial<ToolResult<'run_retrospective'>> = {
  ...{ report: null, committed: null, pushed: false, created: [] },
  ...{ judged: false, judge_note: 'Codex was not asked. It was not found on PATH.' },
};

export const scanResult: ToolResult<'scan_prioritize'> = {
  success: true,
  priority_queue: [
    {
      item_id: 'TASK-005',
      title: 'Raise the replica count',
      priority: 'high',
      status: 'ready',
      explanation: 'Nothing blocks it.',
      folder: 'active',
      file: 'tasks/active/TASK-005.md',
      labels: ['deployment'],
      criteria_total: 10,
      criteria_open: 7,
    },
    {
      item_id: 'TASK-002',
      title: 'Move the shop to the new ingress, with all the certificates that the old one has, and a redirect',
      priority: 'critical',
      status: 'blocked',
      blocked_reason: 'dependency',
      blocked_by: ['TASK-005'],
      explanation: 'Waits for TASK-005.',
      folder: 'active',
      file: 'tasks/active/TASK-002.md',
      labels: [],
      criteria_total: 22,
      criteria_open: 22,
    },
  ],
  human_actions_required: [
    {
      action_id: 'ACTION-001',
      title: 'Order the certificate',
      status: 'pending',
      urgency: 'medium',
      effective_urgency: 'critical',
      blocking_items: ['TASK-002'],
      file: 'human-actions/ACTION-001-order/action_report.json',
    },
  ],
  summary: { total: 2, ready: 1, blocked: 1 },
  next_action: { item_id: 'TASK-005', reason: 'Highest priority ready task' },
  completed: [],
  warnings: ['TASK-009: the file has no acceptance criteria.'],
};
