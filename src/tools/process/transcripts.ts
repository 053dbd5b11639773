/** Keeps what happens in a run: one transcript for each try at a criterion. That none can be written stops no run. */
import type { CodexEvent } from '../../codex/events.ts';
import type { Verdict } from '../../codex/judge.ts';
import { keptEvent } from '../../codex/kept-event.ts';
import { type Redact, redactAll } from '../../codex/secret-values.ts';
import { TranscriptFile } from '../../session/transcript-file.ts';
import type { TranscriptEnd, TranscriptRecord } from '../../session/transcript-record.ts';
import { pruneTranscripts } from '../../session/transcripts.ts';
import type { ToolContext } from '../toolbox.ts';
import type { Attempt } from './attempt.ts';
import type { Recorded } from './record.ts';
import { type PlacedCriterion, type Run, RunStopped } from './run.ts';

export interface TranscriptsOptions {
  readonly commonDir: string;
  readonly itemId: string;
  readonly redacted: Redact;
  readonly log: ToolContext['log'];
}

/** A record without its time, which it gets when it is written. */
type Untimed<R> = R extends { readonly at: string } ? Omit<R, 'at'> : never;

export class Transcripts {
  readonly #options: TranscriptsOptions;
  /** Tries of each criterion so far, by its text. */
  readonly #attempts = new Map<string, number>();
  #file: TranscriptFile | undefined;
  #failed = false;

  constructor(options: TranscriptsOptions) {
    this.#options = options;
  }

  begin({ criterion: { text }, index, total }: PlacedCriterion): void {
    const { commonDir, itemId } = this.#options;
    const attempt = (this.#attempts.get(text) ?? 0) + 1;
    this.#attempts.set(text, attempt);
    this.#file = this.#try(() => TranscriptFile.create(commonDir, itemId));
    this.#add({ type: 'begin', item: itemId, criterion: text, place: index + 1, total, attempt });
  }

  event(event: CodexEvent): void {
    this.#add({ type: 'event', event: keptEvent(event, this.#options.redacted) });
  }

  end(end: Omit<TranscriptEnd, 'type' | 'at'>): void {
    this.#add({ type: 'end', ...end });
  }

  decided({ choice, note }: { readonly choice: string; readonly note?: string | undefined }): void {
    this.#add({ type: 'decision', choice, note: note ?? null });
  }

  committed({ sha, subject }: Recorded): void {
    this.#add({ type: 'commit', sha, subject });
  }

  /** At the end of the run: removes the oldest transcripts of the repository where there are too many. */
  async prune(): Promise<void> {
    if (!this.#failed) await pruneTranscripts(this.#options.commonDir).catch((error: Error) => this.#fail(error));
  }

  #add(record: Untimed<TranscriptRecord>): void {
    const timed = { ...redactAll(record, this.#options.redacted), at: new Date().toISOString() };
    this.#try(() => this.#file?.add(timed));
  }

  /** The first failure is told, and nothing is tried again. */
  #try<T>(write: () => T): T | undefined {
    if (this.#failed) return undefined;
    try {
      return write();
    } catch (error) {
      this.#fail(error as Error);
      return undefined;
    }
  }

  #fail({ message }: Error): void {
    this.#failed = true;
    const why = `The transcript cannot be written: ${message}. The run goes on without it.`;
    this.#options.log('log', 'warning', why);
  }
}

/** Makes a try and keeps its transcript. The verdict comes back with secret values masked: it goes into git. */
export async function transcribed(
  run: Run,
  placed: PlacedCriterion,
  attempt: () => Promise<Attempt>,
): Promise<Attempt> {
  const { transcripts, report, redacted } = run;
  const before = { ...report.tokens, leftovers: report.leftovers.length, elsewhere: new Set(leftElsewhere(run)) };
  const end = (verdict: string, rest: Partial<TranscriptEnd>) =>
    transcripts.end({
      ...{ verdict, reason: null, summary: null, evidence: [], paths: [], notes: [] },
      leftovers: report.leftovers.slice(before.leftovers),
      tokens: { input: report.tokens.input - before.input, output: report.tokens.output - before.output },
      ...rest,
      notes: [...(rest.notes ?? []), ...leftElsewhere(run).filter((note) => !before.elsewhere.has(note))],
    });
  transcripts.begin(placed);
  try {
    const made = await attempt();
    const verdict = redactAll<Verdict>(made.verdict, redacted);
    const { changes, works, notes } = made;
    const paths = changes.flatMap((changed) => changed.paths.map((path) => works.shown(changed.one, path)));
    end(verdict.verdict, { ...wordsOf(verdict), paths, notes: [...notes] });
    return { ...made, verdict };
  } catch (error) {
    const verdict = run.context.signal.aborted ? 'cancelled' : error instanceof RunStopped ? 'stopped' : 'broken_off';
    end(verdict, { reason: error instanceof Error ? error.message : String(error) });
    throw error;
  }
}

/** What is kept in related repositories; a transcript's own refs are those of the repository with the task. */
function leftElsewhere({ related }: Run): string[] {
  return related.flatMap(({ repository: { root }, report: { leftovers } }) =>
    leftovers.map((ref) => `Unfinished work is kept in ${root}: ${ref}`),
  );
}

function wordsOf(verdict: Verdict): Pick<TranscriptEnd, 'reason' | 'summary' | 'evidence'> {
  if (verdict.verdict !== 'proven') return { reason: verdict.reason, summary: null, evidence: [] };
  const { summary, evidence } = verdict.claim;
  return { reason: null, summary, evidence };
}
