/** A run and how it ended, as values: what rows, status bar and notifications are made from. */
import type { ToolResult } from '../tools/contract.ts';
import type { Progress } from '../tools/toolbox.ts';
import * as l10n from './l10n.ts';
import { processWords, stageWord, verificationWord } from './run-words.ts';

export type RunKind = 'process' | 'verify' | 'archive' | 'rollback' | 'session' | 'retrospective';

/** Stages of the tools, and those that only the editor knows. */
export type RunStage =
  | Progress['stage']
  | 'starting'
  | 'archiving'
  | 'rolling back'
  | 'stopping'
  | 'choosing'
  | 'looking back'
  | 'running elsewhere';

export interface RunState {
  /** Root of the repository. */
  readonly repository: string;
  /** Of a session: the task in work, or `sessionItem` between two. */
  readonly itemId: string;
  readonly kind: RunKind;
  readonly stage: RunStage;
  readonly done: number;
  readonly total: number;
  /** Place among the criteria that are executed, 0-based, while one is in work. */
  readonly criterion?: number;
  readonly criterionText?: string;
  /** 2 when the criterion is tried again. */
  readonly attempt?: number;
  /** Input and output that the task has used so far, where that is told. */
  readonly tokens?: number;
  /** What Codex began last on the criterion in work: a command, as a rule. Secrets are masked. */
  readonly activity?: string;
  /** One line for people. */
  readonly message: string;
}

/** What stands for the task where a session is between two. */
export const sessionItem = 'Session';

/** What stands for the task where a retrospective looks at all of them. */
export const retrospectiveItem = 'Retrospective';

/** The task that a run is on, or the word for what is on none: a session between two, a retrospective. */
export function itemName(itemId: string): string {
  if (itemId === retrospectiveItem) return l10n.t('Retrospective');
  return itemId === sessionItem ? l10n.t('Session') : itemId;
}

export type VerificationStatus = 'passed' | 'failed' | 'blocked' | 'unverified';

export interface Verification {
  readonly repository: string;
  readonly itemId: string;
  readonly status: VerificationStatus;
  readonly message: string;
  /** The file below the root that tells of it; missing where this window has its report. */
  readonly toldIn?: string;
}

export interface RunOutcome {
  readonly repository: string;
  readonly itemId: string;
  readonly kind: RunKind;
  /** `failed` is also a verification that did not pass: the outcome was not a success. */
  readonly result: 'complete' | 'failed' | 'stopped';
  /** The same in the words of what ran: `complete`, `tests failed`, `archived`. */
  readonly word: string;
  readonly done: number;
  readonly total: number;
  /** Of a session: its tasks that failed, where there are any. */
  readonly failures?: number;
  /** One sentence for people. */
  readonly message: string;
  /** Text of the criterion that ended the run. */
  readonly failedCriterion?: string;
  readonly verification?: Verification;
  /** What became of the commits that the run made; missing where it made none. */
  readonly committed?: 'stands' | 'rolled back';
  /** The setting to look at, where it is the cause. */
  readonly setting?: string;
  /** Of one that is recalled: when it ended, in ms since the epoch. */
  readonly endedAt?: number;
}

export interface RunTarget {
  readonly repository: string;
  readonly itemId: string;
}

export function startRun(
  target: RunTarget,
  kind: RunKind,
  counts: { readonly done: number; readonly total: number },
): RunState {
  const { repository, itemId } = target;
  const stage = firstStages[kind] ?? 'starting';
  return { repository, itemId, kind, stage, ...counts, message: `${itemName(itemId)}: ${stageWord(stage)}` };
}

/** What has one stage only is in it at once. */
const firstStages: Readonly<Partial<Record<RunKind, RunStage>>> = {
  archive: 'archiving',
  rollback: 'rolling back',
  retrospective: 'looking back',
};

/** The run after a report of its tool. A run that is being stopped stays so until it has ended. */
export function withProgress(run: RunState, progress: Progress): RunState {
  const { repository, itemId, kind } = run;
  const { criterion, message, tokens, activity } = progress;
  const used = tokens === undefined ? run.tokens : tokens.input + tokens.output;
  return {
    ...{ repository, itemId, kind, message },
    ...(used === undefined ? {} : { tokens: used }),
    ...(activity === undefined ? {} : { activity }),
    stage: run.stage === 'stopping' ? 'stopping' : progress.stage,
    ...countsOf(run, progress),
    ...(criterion === undefined
      ? keptCriterion(run, progress)
      : { criterion: criterion.index, criterionText: criterion.text, attempt: criterion.attempt }),
  };
}

/** While a criterion is decided on or committed its report does not name it, and its box is still open in the file. */
function keptCriterion(run: RunState, { stage }: Progress): Pick<RunState, 'criterion' | 'criterionText'> {
  if ((stage !== 'committing' && stage !== 'paused') || run.criterion === undefined || run.criterionText === undefined)
    return {};
  return { criterion: run.criterion, criterionText: run.criterionText };
}

/** A verification may count its checks; a row counts criteria, and all are done when the verification of a run begins. */
function countsOf(run: RunState, progress: Progress): { done: number; total: number } {
  if (run.kind === 'verify') return { done: run.done, total: run.total };
  if (progress.stage === 'verifying') return { done: run.total, total: run.total };
  return { done: progress.done, total: progress.total };
}

export function withStage(run: RunState, stage: 'archiving' | 'stopping'): RunState {
  return { ...run, stage, message: `${itemName(run.itemId)}: ${stageWord(stage)}` };
}

/** What a run does and how far it is, for a row and the status bar: `running 1/3`, `verifying 3/3`. */
export function runText(run: RunState): string {
  const counts = countsCriteria(run) && run.total > 0 ? ` ${run.done}/${run.total}` : '';
  const text = `${wordOf(run)}${counts}`;
  return run.stage === 'criterion' && (run.attempt ?? 1) > 1 ? l10n.t`${text}, second try` : text;
}

function countsCriteria({ kind, itemId, stage }: RunState): boolean {
  return kind === 'process' || (kind === 'session' && itemId !== sessionItem && stage !== 'running elsewhere');
}

function wordOf({ stage, kind }: RunState): string {
  return stageWord(stage === 'starting' && kind === 'verify' ? 'verifying' : stage);
}

/** What of a result the outcome is made of; the record of a session has it, too. */
export type ProcessResult = Pick<
  ToolResult<'process_bug'>,
  'status' | 'message' | 'sections_remaining' | 'failed_section'
> & {
  readonly test_result: TestResult | null;
  readonly commits?: readonly unknown[];
  readonly rollback?: { readonly status: string } | null | undefined;
};
type TestResult = Pick<ToolResult<'run_tests'>, 'overall_status' | 'message'>;

/**
 * How a run of process_bug ended.
 * @param isPart whether it did the criteria that it was asked for alone: what is left open then is no stop
 */
export function processOutcome(run: RunState, result: ProcessResult, isPart = false): RunOutcome {
  const { repository, itemId, kind, total } = run;
  const isDone = isPart && result.status === 'partial';
  const results = { complete: 'complete', partial: isDone ? 'complete' : 'stopped' } as const;
  return {
    ...{ repository, itemId, kind, total },
    result: result.status === 'complete' || result.status === 'partial' ? results[result.status] : 'failed',
    word: isDone ? l10n.t('criterion done') : processWords()[result.status],
    done: Math.max(0, total - result.sections_remaining.length),
    message: result.message,
    ...(result.failed_section === null ? {} : { failedCriterion: result.failed_section.criterion }),
    ...(result.test_result === null ? {} : { verification: verificationOf(run, result.test_result) }),
    ...((result.commits ?? []).length === 0
      ? {}
      : { committed: result.rollback?.status === 'done' ? 'rolled back' : 'stands' }),
  };
}

/** How a run of run_tests ended. */
export function verifyOutcome(run: RunState, result: ToolResult<'run_tests'>): RunOutcome {
  const { repository, itemId, kind, done, total } = run;
  const verification = verificationOf(run, result);
  const passed = verification.status === 'passed' || verification.status === 'unverified';
  const base = { repository, itemId, kind, done, total, message: result.message, verification };
  const words: Record<VerificationStatus, string> = {
    passed: l10n.t('verified'),
    failed: l10n.t('verification failed'),
    blocked: l10n.t('verification blocked'),
    unverified: verificationWord('unverified'),
  };
  const word = words[verification.status];
  return { ...base, result: passed ? 'complete' : 'failed', word };
}

/** A run that the user stopped, or that broke with an error. @param setting where a setting is the cause */
export function brokenOutcome(
  run: RunState,
  result: 'failed' | 'stopped',
  message: string,
  setting?: string,
): RunOutcome {
  const { repository, itemId, kind, done, total, criterionText } = run;
  const failed = result === 'failed' && criterionText !== undefined ? { failedCriterion: criterionText } : {};
  const cause = setting === undefined ? {} : { setting };
  return {
    repository,
    itemId,
    kind,
    result,
    word: result === 'failed' ? processWords().error : l10n.t('stopped'),
    done,
    total,
    message,
    ...failed,
    ...cause,
  };
}

/** How archiving ended when nothing went wrong. */
export function archiveOutcome(run: RunState, message: string): RunOutcome {
  const { repository, itemId, kind, done, total } = run;
  return { repository, itemId, kind, result: 'complete', word: l10n.t('archived'), done, total, message };
}

/** How a rollback ended; it has not succeeded while a remote, or a related repository, still has what it takes back. */
export function rollbackOutcome(run: RunState, message: string, isLeft: boolean): RunOutcome {
  const { repository, itemId, kind, done, total } = run;
  const result = isLeft ? 'failed' : 'complete';
  const word = isLeft ? l10n.t('rolled back, not all of it') : l10n.t('rolled back');
  return { repository, itemId, kind, result, word, done, total, message };
}

/**
 * How a retrospective, or its preview, ended that nothing stopped.
 * @param end done: what was asked for; failed: git may refuse it; outdated: the preview that was to be applied
 */
export function retrospectiveOutcome(run: RunState, message: string, end: 'done' | 'failed' | 'outdated'): RunOutcome {
  const { repository, itemId, kind } = run;
  const ends = {
    done: { result: 'complete', word: l10n.t('finished') },
    failed: { result: 'failed', word: processWords().error },
    outdated: { result: 'stopped', word: l10n.t('nothing changed') },
  } as const;
  return { repository, itemId, kind, ...ends[end], done: 0, total: 0, message };
}

function verificationOf(target: RunTarget, result: TestResult): Verification {
  const { repository, itemId } = target;
  const status = result.overall_status === 'nothing_to_verify' ? 'unverified' : result.overall_status;
  return { repository, itemId, status, message: result.message };
}
