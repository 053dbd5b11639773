/**
 * What a session did, as it goes on: one JSON file a session below the repository's git folder. Its report is made from it,
 * a session that was interrupted goes on by it, and the retrospective learns from it.
 */
import { z } from 'zod';

const shaSchema = z.object({
  sha: z.string(),
  subject: z.string(),
  criterion: z.string().nullable(),
  /** Root of the related repository that has it; absent for the repository with the task. */
  repository: z.string().optional(),
});

/** Root cause of a failed verification. */
const causeSchema = z.object({
  ...{ key: z.string(), object: z.string(), reason: z.string(), message: z.string() },
  /** Probable cause, and what to do. */
  ...{ cause: z.string().optional(), remedy: z.string().optional() },
});

/** One task of a session. Times are ISO 8601. */
export const sessionTaskSchema = z.object({
  item_id: z.string(),
  title: z.string(),
  /** Path below the repository root as the session came to it. */
  file: z.string(),
  /** Of process_bug; null while it is in work. */
  status: z.enum(['complete', 'tests_failed', 'needs_decomposition', 'error', 'partial']).nullable(),
  message: z.string(),
  started_at: z.string(),
  ended_at: z.string().nullable(),
  sections_completed: z.array(z.string()),
  sections_remaining: z.array(z.string()),
  failed_section: z.object({ criterion: z.string(), reason: z.string(), attempts: z.number().int() }).nullable(),
  commits: z.array(shaSchema),
  pushed: z.boolean(),
  pull_request: z.string().nullable(),
  tokens: z.object({ input: z.number().int(), output: z.number().int() }),
  tests: z
    .object({
      overall_status: z.enum(['passed', 'failed', 'blocked', 'nothing_to_verify']),
      message: z.string(),
      causes: z.array(causeSchema),
    })
    .nullable(),
  rollback: z
    .object({
      status: z.enum(['done', 'planned', 'refused']),
      message: z.string(),
      commit: z.string().nullable(),
      check_by_hand: z.array(z.string()),
    })
    .nullable(),
  /** The item that was opened, or found open, for a failed verification. */
  follow_up: z.string().nullable(),
  sub_tasks: z.array(z.string()),
  archived: z
    .object({
      to: z.string(),
      sha: z.string(),
      pushed: z.boolean(),
      /** Why the remote did not take it; absent where it was not asked, or took it. */
      refused: z.string().optional(),
    })
    .nullable(),
  leftovers: z.array(z.string()),
  warnings: z.array(z.string()),
  /** What ended it, as process_bug says; only where its status is error. */
  ended_by: z.string().nullable().optional(),
  /** Which try of sessions at it this is, from 1. */
  attempt: z.number().int().optional(),
  /** HEAD as the session came to it: what a session that was interrupted has done is found behind it. */
  base: z.string().nullable().optional(),
});

const actionSchema = z.object({
  action_id: z.string(),
  title: z.string(),
  effective_urgency: z.enum(['critical', 'high', 'medium', 'low']),
  blocking_items: z.array(z.string()),
  file: z.string(),
});

export const sessionRecordSchema = z.object({
  session_id: z.string(),
  started_at: z.string(),
  /** Null while it goes on, or since it was interrupted. */
  ended_at: z.string().nullable(),
  /**
   * finished: a limit was reached or nothing is ready; early_exit: as the state's early_exit_reason says; running: it goes
   * on, or was interrupted.
   */
  outcome: z.enum(['running', 'finished', 'early_exit']),
  /** Why it ended, one sentence for people. */
  reason: z.string(),
  /** What ended it early, as a title names it, and what a person has to do; absent where nothing did. */
  exit: z.object({ title: z.string(), remedy: z.string() }).optional(),
  cluster_context: z.string().nullable(),
  tasks: z.array(sessionTaskSchema),
  /** What waited for a person when it ended. */
  human_actions: z.array(actionSchema),
  /** Human actions whose probe turned true in it, with what was seen. */
  settled: z.array(z.object({ action_id: z.string(), title: z.string(), evidence: z.string() })),
  /** The human action that an early exit opened, or added to. */
  issue: z.string().nullable(),
  /** Null until the retrospective has run; `report` is a path below the repository root. */
  retrospective: z
    .object({
      summary: z.string(),
      report: z.string().nullable(),
      success: z.boolean(),
      /** What Codex used to judge. */
      tokens: z.object({ input: z.number().int(), output: z.number().int() }).optional(),
    })
    .nullable(),
  /** What is next, as the last scan says. */
  next_action: z.object({ item_id: z.string(), reason: z.string() }).nullable(),
  warnings: z.array(z.string()),
});

export type SessionRecord = z.output<typeof sessionRecordSchema>;
export type SessionTask = z.output<typeof sessionTaskSchema>;
