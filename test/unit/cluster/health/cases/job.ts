/** Job and CronJob: what their controllers write. */
import type { KubeObject } from '../../../../../src/cluster/kube-object.ts';
import { ago, type Case, condition, deleted, type Fields, meta, object, ownedBy } from './case.ts';

const states = {
  complete: {
    succeeded: 1,
    completionTime: ago(3300),
    conditions: [
      condition('SuccessCriteriaMet', 'True', 'CompletionsReached'),
      condition('Complete', 'True', 'CompletionsReached'),
    ],
  },
  running: { active: 1, ready: 1 },
  failed: {
    failed: 3,
    conditions: [
      condition('FailureTarget', 'True', 'BackoffLimitExceeded', {
        message: 'Job has reached the specified backoff limit',
      }),
      condition('Failed', 'True', 'BackoffLimitExceeded', { message: 'Job has reached the specified backoff limit' }),
    ],
  },
} as const;

/** The Job import-29, one of the CronJob import. */
export function job(
  state: keyof typeof states,
  status: Fields = {},
  rest: { spec?: Fields; metadata?: Fields } = {},
): KubeObject {
  return object(
    'batch/v1',
    'Job',
    meta('import-29', { generation: 1, ...ownedBy('batch/v1', 'CronJob', 'import'), ...rest.metadata }),
    {
      spec: { backoffLimit: 2, completions: 1, parallelism: 1, suspend: false, ...rest.spec },
      status: { startTime: ago(3590), uncountedTerminatedPods: {}, ...states[state], ...status },
    },
  );
}

export const jobCases: readonly Case[] = [
  { name: 'complete', object: job('complete'), is: 'healthy Healthy', says: 'complete: 1 succeeded' },
  {
    name: 'complete after two failed pods',
    object: job('complete', { failed: 2 }),
    is: 'healthy Healthy',
    says: '2 failed',
  },
  {
    name: 'running: kstatus calls that current',
    object: job('running'),
    is: 'progressing JobRunning',
    says: '1 active',
  },
  {
    name: 'running, and one pod has failed already',
    object: job('running', { failed: 1 }),
    is: 'progressing JobRunning',
  },
  { name: 'made a moment ago', object: { ...job('running'), status: {} }, is: 'progressing JobRunning' },
  { name: 'failed', object: job('failed'), is: 'failed BackoffLimitExceeded', says: 'backoff limit' },
  {
    name: 'failed for its deadline',
    object: job('running', {
      conditions: [
        condition('Failed', 'True', 'DeadlineExceeded', { message: 'Job was active longer than specified deadline' }),
      ],
    }),
    is: 'failed DeadlineExceeded',
  },
  {
    name: 'has failed, and its last pods are being ended',
    object: job('running', {
      conditions: [
        condition('FailureTarget', 'True', 'PodFailurePolicy', { message: 'Container app failed with exit code 42' }),
      ],
    }),
    is: 'failed PodFailurePolicy',
    says: 'exit code 42',
  },
  {
    name: 'has what it needs, and its last pods are being ended',
    object: job('running', { conditions: [condition('SuccessCriteriaMet', 'True', 'SuccessPolicy')] }),
    is: 'progressing JobRunning',
  },
  {
    name: 'suspended',
    object: job(
      'running',
      { active: 0, conditions: [condition('Suspended', 'True', 'JobSuspended')] },
      { spec: { suspend: true } },
    ),
    is: 'suspended Suspended',
  },
  {
    name: 'resumed: the condition of before is False',
    object: job('running', { conditions: [condition('Suspended', 'False', 'JobResumed')] }),
    is: 'progressing JobRunning',
  },
  {
    name: 'complete, and somebody suspended it afterwards',
    object: job('complete', {}, { spec: { suspend: true } }),
    is: 'healthy Healthy',
  },
  { name: 'being deleted', object: job('running', {}, { metadata: deleted }), is: 'terminating Terminating' },
];

function cronJob(status: Fields = {}, spec: Fields = {}, metadata: Fields = {}): KubeObject {
  return object('batch/v1', 'CronJob', meta('import', { generation: 1, ...metadata }), {
    spec: { schedule: '0 * * * *', suspend: false, concurrencyPolicy: 'Forbid', ...spec },
    status,
  });
}

const ran = { lastScheduleTime: ago(3600), lastSuccessfulTime: ago(3300) };
const before = (seconds: number) => ({ metadata: { name: 'import-28', creationTimestamp: ago(seconds) } });

export const cronJobCases: readonly Case[] = [
  {
    name: 'its newest Job is complete',
    object: cronJob(ran),
    related: [job('complete')],
    is: 'healthy Healthy',
    says: 'Job import-29',
  },
  {
    name: 'its newest Job has failed, an older one was complete',
    object: cronJob(ran),
    related: [job('failed'), job('complete', {}, before(7200))],
    is: 'failed BackoffLimitExceeded',
    says: 'Job import-29: Job has reached',
  },
  {
    name: 'an older Job has failed, the newest is complete',
    object: cronJob(ran),
    related: [job('failed', {}, before(7200)), job('complete')],
    is: 'healthy Healthy',
  },
  { name: 'its newest Job runs', object: cronJob(ran), related: [job('running')], is: 'progressing JobRunning' },
  { name: 'suspended', object: cronJob(ran, { suspend: true }), related: [job('failed')], is: 'suspended Suspended' },
  {
    name: 'has never run: a pass with a note',
    object: cronJob(),
    is: 'healthy Healthy',
    says: 'its schedule is 0 * * * *',
  },
  {
    name: 'its Jobs are not known, the last run was a success',
    object: cronJob(ran),
    is: 'healthy Healthy',
    says: 'last run at',
  },
  {
    name: 'its Jobs are not known, one runs',
    object: cronJob({
      ...ran,
      active: [{ apiVersion: 'batch/v1', kind: 'Job', name: 'import-30', namespace: 'shop' }],
    }),
    is: 'progressing JobRunning',
    says: 'import-30',
  },
  {
    name: 'its Jobs are not known, and the last run was no success',
    object: cronJob({ lastScheduleTime: ago(3600), lastSuccessfulTime: ago(7000) }),
    is: 'unknown JobNotKnown',
  },
  {
    name: 'a Job of another CronJob says nothing',
    object: cronJob(ran),
    related: [job('failed', {}, { metadata: ownedBy('batch/v1', 'CronJob', 'export') })],
    is: 'healthy Healthy',
  },
  { name: 'being deleted', object: cronJob(ran, {}, deleted), is: 'terminating Terminating' },
  {
    name: 'as served before 1.21',
    object: { ...cronJob(), apiVersion: 'batch/v1beta1' },
    is: 'healthy Healthy',
    says: 'has never run',
  },
];
