/** The lines of a transcript, one JSON object each: how one try at a criterion began, what happened, what it came to. */
import { z } from 'zod';

/** ISO 8601, in UTC. */
const time = z.iso.datetime();

const begin = z.object({
  type: z.literal('begin'),
  at: time,
  item: z.string(),
  criterion: z.string(),
  /** Place of the criterion among all of the task, from 1. */
  place: z.number().int(),
  total: z.number().int(),
  /** Number of the try of this criterion in its run, from 1. */
  attempt: z.number().int(),
});
/** One event of Codex, secrets masked, long texts cut. */
const event = z.object({ type: z.literal('event'), at: time, event: z.unknown() });
/** Something that is not there any more, since the file had grown too large. */
const cut = z.object({ type: z.literal('cut'), records: z.number().int(), bytes: z.number().int() });
const end = z.object({
  type: z.literal('end'),
  at: time,
  /** The verdict's name; `stopped`, `cancelled` and `broken_off` where there is none. */
  verdict: z.string(),
  /** Why, where it was not reached. */
  reason: z.string().nullable(),
  summary: z.string().nullable(),
  evidence: z.array(z.object({ command: z.string(), exit_code: z.int(), observation: z.string() })),
  /** Changed paths below the repository root; of a try that failed, see the leftovers. */
  paths: z.array(z.string()),
  notes: z.array(z.string()),
  leftovers: z.array(z.string()),
  tokens: z.object({ input: z.number().int(), output: z.number().int() }),
});
/** What a person decided on the try, in step mode. */
const decision = z.object({ type: z.literal('decision'), at: time, choice: z.string(), note: z.string().nullable() });
const commit = z.object({ type: z.literal('commit'), at: time, sha: z.string(), subject: z.string() });

const recordSchema = z.discriminatedUnion('type', [begin, event, cut, end, decision, commit]);

export type TranscriptRecord = z.output<typeof recordSchema>;
export type TranscriptBegin = z.output<typeof begin>;
export type TranscriptEnd = z.output<typeof end>;
export type TranscriptCommit = z.output<typeof commit>;

/** Reads one line; undefined for one that a crash cut off, or that another version wrote. */
export function readTranscriptRecord(line: string): TranscriptRecord | undefined {
  try {
    return recordSchema.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined;
  }
}
