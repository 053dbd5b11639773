/** What the report of a retrospective is made from. */
import type { Failure } from '../../backlog/retrospective/facts.ts';
import type { Proposal, Refused } from '../../backlog/retrospective/proposal.ts';
import type { SessionFacts } from '../../session/session-report-data.ts';

/** An item as the retrospective leaves it. */
export interface ReportItem {
  readonly id: string;
  readonly title: string;
  /** Path below the repository root, after the changes. */
  readonly file: string;
  /** ended: completed, deprecated or merged; person: only a person can do it. */
  readonly state: 'ready' | 'waiting' | 'person' | 'ended';
  /** Ids of the open items that it waits for. */
  readonly waitsFor: readonly string[];
}

/** A proposal that counts. */
export interface Applied {
  readonly proposal: Exclude<Proposal, { kind: 'recommend' }>;
  /** Of what it created; undefined in a dry run. */
  readonly itemId?: string;
}

export interface RetrospectiveFacts {
  readonly now: Date;
  /** Nothing was changed. */
  readonly dryRun: boolean;
  /** One sentence. */
  readonly summary: string;
  /** The session that it is about; undefined where it is about the backlog alone. */
  readonly session: SessionFacts | undefined;
  /** All sessions that were looked at. */
  readonly sessions: readonly SessionFacts[];
  readonly failures: readonly Failure[];
  readonly applied: readonly Applied[];
  readonly refused: readonly Refused[];
  readonly recommendations: readonly string[];
  readonly lessons: readonly string[];
  /** Why Codex' judgement is missing; undefined where it is not. */
  readonly note: string | undefined;
  readonly next: { readonly item_id: string; readonly reason: string } | null;
  /** Open items in the order of the queue, and those that the changes are about. */
  readonly items: readonly ReportItem[];
  readonly warnings: readonly string[];
}
