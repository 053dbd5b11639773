/** What a session tells while it goes on: `agent-toolkit run --jsonl` prints one event a line. */
import type { SessionRecord, SessionTask } from '../../session/session-record.ts';
import type { HumanActionItem } from '../../tools/contract.ts';
import type { LogChannel, LogLevel, Progress } from '../../tools/toolbox.ts';

export type SessionEvent =
  /** First of all. `resumed`: it goes on with a session that was interrupted. */
  | { readonly type: 'began'; readonly session_id: string; readonly resumed: boolean }
  /** Phase 1: what the queue says, and what waits for a person. */
  | {
      readonly type: 'scanned';
      readonly total: number;
      readonly ready: number;
      readonly blocked: number;
      readonly human_actions: readonly HumanActionItem[];
    }
  | { readonly type: 'settled'; readonly action_id: string; readonly title: string; readonly evidence: string }
  | { readonly type: 'task_began'; readonly item_id: string; readonly title: string; readonly attempt: number }
  | { readonly type: 'progress'; readonly progress: Progress }
  | { readonly type: 'log'; readonly channel: LogChannel; readonly level: LogLevel; readonly text: string }
  /** With all that became of it: archived, follow-up, sub-tasks. */
  | { readonly type: 'task_ended'; readonly task: SessionTask }
  | { readonly type: 'early_exit'; readonly title: string; readonly reason: string }
  | { readonly type: 'retrospective'; readonly summary: string; readonly report: string | null }
  /** Last of all. `report`: path below the repository root, null where none could be written. */
  | {
      readonly type: 'ended';
      readonly record: SessionRecord;
      readonly report: string | null;
      readonly queue: { readonly total: number; readonly ready: number; readonly blocked: number } | null;
    };

/** What one tool tells while it works: `agent-toolkit process --jsonl`. Its result comes last; where it has none, because of an error, no such event comes. */
export type ToolEvent<Result> =
  | Extract<SessionEvent, { readonly type: 'progress' | 'log' }>
  | { readonly type: 'result'; readonly result: Result };
