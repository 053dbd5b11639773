/** Words for what a run does and how it ended, in the language of the editor. Pure. */
import type { ToolResult } from '../tools/contract.ts';
import * as l10n from './l10n.ts';
import type { CriterionState, TaskEntry } from './queue-entries.ts';
import type { RunStage, VerificationStatus } from './run-state.ts';

/** What a run does. */
export function stageWord(stage: RunStage): string {
  return stageWords()[stage];
}

function stageWords(): Record<RunStage, string> {
  return {
    preparing: l10n.t({ message: 'preparing', comment: ['What a run does'] }),
    criterion: l10n.t({ message: 'running', comment: ['What a run does'] }),
    waiting: l10n.t({ message: 'waiting', comment: ['What a run does'] }),
    paused: l10n.t({ message: 'paused', comment: ['What a run does'] }),
    committing: l10n.t({ message: 'committing', comment: ['What a run does'] }),
    pushing: l10n.t({ message: 'pushing', comment: ['What a run does'] }),
    verifying: l10n.t({ message: 'verifying', comment: ['What a run does'] }),
    done: l10n.t({ message: 'finishing', comment: ['What a run does'] }),
    starting: l10n.t({ message: 'starting', comment: ['What a run does'] }),
    archiving: l10n.t({ message: 'archiving', comment: ['What a run does'] }),
    'rolling back': l10n.t({ message: 'rolling back', comment: ['What a run does'] }),
    stopping: l10n.t({ message: 'stopping', comment: ['What a run does'] }),
    choosing: l10n.t({ message: 'choosing', comment: ['What a run does'] }),
    'looking back': l10n.t({ message: 'looking back', comment: ['What a run does'] }),
    'running elsewhere': l10n.t({ message: 'running elsewhere', comment: ['What a run does'] }),
  };
}

/** How a run of process_bug ended. */
export function processWords(): Record<ToolResult<'process_bug'>['status'], string> {
  return {
    complete: l10n.t({ message: 'complete', comment: ['How a run of a task ended'] }),
    tests_failed: l10n.t('tests failed'),
    needs_decomposition: l10n.t('needs decomposition'),
    error: l10n.t({ message: 'failed', comment: ['How a run of a task ended'] }),
    partial: l10n.t({ message: 'partial', comment: ['How a run of a task ended'] }),
  };
}

/** How a verification ended. */
export function verificationWord(status: VerificationStatus): string {
  const words: Record<VerificationStatus, string> = {
    passed: l10n.t({ message: 'passed', comment: ['How a verification ended'] }),
    failed: l10n.t({ message: 'failed', comment: ['How a verification ended'] }),
    blocked: l10n.t({ message: 'blocked', comment: ['How a verification ended'] }),
    unverified: l10n.t({ message: 'unverified', comment: ['How a verification ended'] }),
  };
  return words[status];
}

/** How a task stands. */
export function taskWord(state: TaskEntry['state']): string {
  const words: Record<TaskEntry['state'], string> = {
    ready: l10n.t({ message: 'ready', comment: ['State of a task'] }),
    blocked: l10n.t({ message: 'blocked', comment: ['State of a task'] }),
    completed: l10n.t({ message: 'completed', comment: ['State of a task'] }),
  };
  return words[state];
}

/** How a criterion stands. */
export function criterionWord(state: CriterionState): string {
  const words: Record<CriterionState, string> = {
    open: l10n.t({ message: 'open', comment: ['State of a criterion'] }),
    done: l10n.t({ message: 'done', comment: ['State of a criterion'] }),
    waived: l10n.t({ message: 'waived', comment: ['State of a criterion'] }),
    running: l10n.t({ message: 'running', comment: ['State of a criterion'] }),
    failed: l10n.t({ message: 'failed', comment: ['State of a criterion'] }),
  };
  return words[state];
}
